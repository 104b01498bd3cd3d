// Builds and validates every schema that is named, by the reference implementation. Prints a line for each fault, ends with 1 when there is one.
import { readFileSync } from "node:fs";
import { buildSchema, validateSchema } from "graphql";

let faults = 0;
for (const file of process.argv.slice(2)) {
  try {
    for (const fault of validateSchema(buildSchema(readFileSync(file, "utf8")))) {
      faults++;
      console.log(`${file}: ${fault.message}`);
    }
  } catch (fault) {
    faults++;
    console.log(`${file}: ${fault.message}`);
  }
}
process.exit(faults === 0 ? 0 : 1);
