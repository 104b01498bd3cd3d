// Holds pipelines against GitLab's own JSON Schema, which the package gitlab-ci-local carries in its bundle: its program asks for a newer
// Node, the schema does not. Usage: node gitlab.mjs FILE...; prints a line for each fault and ends with 1 when there is one.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import { parse } from "yaml";

const bundle = readFileSync(fileURLToPath(new URL("node_modules/gitlab-ci-local/dist/index.js", import.meta.url)), "utf8");
const start = bundle.search(/\{\$schema:"http:\/\/json-schema\.org\/draft-07\/schema#",\$id:"https:\/\/gitlab\.com\/\.gitlab-ci\.yml"/);
if (start < 0) throw new Error("The package has no schema of GitLab any more.");

// An object literal, whose end is where its brackets are closed; those in texts don't count.
let end = start;
for (let depth = 0, quote = ""; ; end++) {
  const c = bundle[end];
  if (quote) {
    if (c === "\\") end++;
    else if (c === quote) quote = "";
  } else if (c === '"' || c === "'" || c === "`") quote = c;
  else if (c === "{" || c === "[") depth++;
  else if ((c === "}" || c === "]") && --depth === 0) break;
}
const schema = new Function(`return ${bundle.slice(start, end + 1)}`)();
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

let faults = 0;
let jobs = 0;
for (const file of process.argv.slice(2)) {
  const pipeline = parse(readFileSync(file, "utf8"));
  jobs += Object.values(pipeline).filter((part) => part?.script).length;
  if (validate(pipeline)) continue;
  for (const { instancePath, message, params } of validate.errors) {
    faults++;
    console.log(`${file} ${instancePath}: ${message} ${JSON.stringify(params)}`);
  }
}
console.log(`${jobs} jobs, ${faults} faults`);
process.exit(faults === 0 && jobs > 0 ? 0 : 1);
