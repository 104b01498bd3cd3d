// Holds every object of a stream of manifests against the types of Kubernetes' own OpenAPI document: what is required, and of which type.
// Usage: node kubernetes.mjs FILE; prints a line for each fault and ends with 1 when there is one.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";

let faults = 0;
let objects = 0;
for (const document of parseAllDocuments(readFileSync(process.argv[2], "utf8"))) {
  const object = document.toJS();
  if (!object) continue;
  objects++;
  const kinds = await import("kubernetes-models/" + object.apiVersion);
  const kind = kinds[object.kind] ?? kinds.default?.[object.kind];
  try {
    new kind(object).validate();
  } catch (fault) {
    faults++;
    console.log(`${object.kind} ${object.metadata?.name}: ${fault.message}`);
  }
}
console.log(`${objects} objects, ${faults} faults`);
process.exit(faults === 0 && objects > 0 ? 0 : 1);
