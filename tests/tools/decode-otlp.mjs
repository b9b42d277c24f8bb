// Decodes an OTLP metrics request (protobuf, base64 on the standard input, or a gRPC frame of it) with OpenTelemetry's own
// generated code for JavaScript, and prints it as JSON: node decode-otlp.mjs [--grpc]
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const root = require("@opentelemetry/otlp-transformer/build/src/generated/root");
const request = root.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
let bytes = Buffer.from(readFileSync(0, "utf8"), "base64");
if (process.argv.includes("--grpc")) {
  // one byte that tells of compression, four of length: gRPC over HTTP/2
  if (bytes[0] !== 0 || bytes.readUInt32BE(1) !== bytes.length - 5) throw new Error("not one uncompressed gRPC message");
  bytes = bytes.subarray(5);
}
console.log(JSON.stringify(request.toObject(request.decode(bytes), { longs: Number, enums: String })));
