// Prints one schema for a whole line, for validators that take but one: the
// envelope, and for each body.type its message.
//
//   node combined.mjs SCHEMAS
import { readFileSync, readdirSync } from "node:fs";
import { join, basename } from "node:path";

const folder = process.argv[2];
const all = readdirSync(join(folder, "message")).map((name) => {
  const { $schema, $id, ...message } = JSON.parse(readFileSync(join(folder, "message", name), "utf8"));
  return {
    if: { properties: { body: { properties: { type: { const: basename(name, ".json") } } } } },
    then: { properties: { body: message } },
  };
});
const { $schema, $id, ...envelope } = JSON.parse(readFileSync(join(folder, "envelope.json"), "utf8"));
console.log(JSON.stringify({ $schema, ...envelope, allOf: all }));
