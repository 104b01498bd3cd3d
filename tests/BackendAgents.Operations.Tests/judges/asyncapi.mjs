// Validates every AsyncAPI document that is named, by the reference parser. Prints a line for each fault, ends with 1 when there is one.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

let faults = 0;
for (const file of process.argv.slice(2)) {
  for (const fault of await new Parser().validate(readFileSync(file, "utf8"))) {
    // Advice is no fault: a document without the address of a server is what a service has that doesn't know where it will run.
    if (fault.severity > 1) continue;
    faults++;
    console.log(`${file}: ${fault.path.join(".")}: ${fault.message}`);
  }
}
process.exit(faults === 0 ? 0 : 1);
