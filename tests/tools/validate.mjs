// Validates documents, one JSON text a line on the standard input, against a schema: node validate.mjs SCHEMA
// Ends with 0 when all are valid; else says for each wrong one its number, the place and the reason, and ends with 1.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
const lines = readFileSync(0, "utf8").split("\n").filter((line) => line.length > 0);
let wrong = 0;
lines.forEach((line, index) => {
  let reasons;
  try {
    if (validate(JSON.parse(line))) return;
    reasons = validate.errors.map((error) => `${error.instancePath || "/"} ${error.message}`).join("; ");
  } catch (error) {
    reasons = String(error);
  }
  wrong++;
  console.log(`document ${index + 1}: ${reasons}`);
});
console.log(`${lines.length - wrong} valid, ${wrong} wrong`);
process.exitCode = wrong > 0 || lines.length === 0 ? 1 : 0;
