// Decodes a profile (base64 of gzip on the standard input) with Datadog's pprof-format, and prints what a reader would see as JSON.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Profile } from "pprof-format";

const profile = Profile.decode(gunzipSync(Buffer.from(readFileSync(0, "utf8"), "base64")));
const text = (index) => profile.stringTable.strings[Number(index)];
const functions = new Map(profile.function.map((each) => [Number(each.id), each]));
const locations = new Map(profile.location.map((each) => [Number(each.id), each]));
const frame = (id) => {
  const line = locations.get(Number(id)).line[0];
  const of = functions.get(Number(line.functionId));
  return { name: text(of.name), file: text(of.filename), first: Number(of.startLine), line: Number(line.line) };
};
console.log(JSON.stringify({
  types: profile.sampleType.map((each) => `${text(each.type)}/${text(each.unit)}`),
  period: `${text(profile.periodType.type)}/${text(profile.periodType.unit)}`,
  default: text(profile.defaultSampleType),
  from: Number(profile.timeNanos),
  duration: Number(profile.durationNanos),
  strings: profile.stringTable.strings.length,
  samples: profile.sample.map((each) => ({
    frames: each.locationId.map(frame),
    values: each.value.map(Number),
    labels: Object.fromEntries(each.label.map((label) => [text(label.key), text(label.str)])),
  })),
}));
