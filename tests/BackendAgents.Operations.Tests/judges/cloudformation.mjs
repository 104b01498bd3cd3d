// Holds templates against AWS's published specification of resources: types, properties, what is required, kinds of values, attributes;
// and looks whether every reference, and every import of what another template exports, leads somewhere.
// Usage: node cloudformation.mjs FILE...; prints a line for each fault and ends with 1 when there is one.
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { loadAwsServiceSpec } from "@aws-cdk/aws-service-spec";

const spec = await loadAwsServiceSpec();
let faults = 0;
let resources = 0;
const fault = (where, what) => (faults++, console.log(`${where}: ${what}`));
const templates = process.argv.slice(2).map((file) => [file, parse(readFileSync(file, "utf8"))]);
const exported = new Set(templates.flatMap(([, template]) => Object.values(template.Outputs ?? {}).map((output) => output.Export?.Name)));

const isFunction = (value) => value && typeof value === "object" && Object.keys(value).length === 1 && /^(Ref|Fn::)/.test(Object.keys(value)[0]);

function follow(file, template, value, where) {
  if (!value || typeof value !== "object") return;
  const known = (name) => template.Resources[name] || template.Parameters?.[name] || name.startsWith("AWS::");
  if (isFunction(value)) {
    const [[name, argument]] = Object.entries(value);
    if (name === "Ref" && !known(argument)) fault(where, `there is no ${argument}`);
    if (name === "Fn::ImportValue" && !exported.has(argument)) fault(where, `nobody exports ${argument}`);
    if (name === "Fn::GetAtt") attribute(template, argument[0], argument[1], where);
    if (name === "Fn::Sub")
      for (const [, text] of String(argument).matchAll(/\$\{([^}]+)\}/g)) {
        const [key, ...rest] = text.split(".");
        if (rest.length > 0) attribute(template, key, rest.join("."), where);
        else if (!known(key)) fault(where, `there is no ${key}`);
      }
  }
  for (const [key, part] of Object.entries(value)) follow(file, template, part, `${where}.${key}`);
}

function attribute(template, key, name, where) {
  const type = template.Resources[key]?.Type;
  if (!type) return fault(where, `there is no ${key}`);
  const [resource] = spec.lookup("resource", "cloudFormationType", "equals", type);
  if (resource && !resource.attributes[name]) fault(where, `${type} has no attribute ${name}`);
}

function value(type, given, where) {
  if (isFunction(given) || type === undefined) return;
  switch (type.type) {
    case "string":
      if (typeof given !== "string") fault(where, "is no text");
      break;
    case "integer":
      if (!Number.isInteger(given)) fault(where, "is no whole number");
      break;
    case "number":
      if (typeof given !== "number") fault(where, "is no number");
      break;
    case "boolean":
      if (typeof given !== "boolean") fault(where, "is neither true nor false");
      break;
    case "array":
      if (!Array.isArray(given)) fault(where, "is no list");
      else given.forEach((item, index) => value(type.element, item, `${where}[${index}]`));
      break;
    case "ref":
      properties(spec.get("typeDefinition", type.reference.$ref), given, where);
      break;
    case "map":
      if (typeof given !== "object" || Array.isArray(given)) fault(where, "is no mapping");
      break;
  }
}

function properties(definition, given, where) {
  if (typeof given !== "object" || Array.isArray(given)) return fault(where, "is no mapping");
  for (const [name, property] of Object.entries(definition.properties)) {
    if (property.required && given[name] === undefined) fault(where, `${name} is missing`);
  }
  for (const [name, item] of Object.entries(given)) {
    const property = definition.properties[name];
    if (!property) fault(where, `${name} is not known`);
    else value(property.type, item, `${where}.${name}`);
  }
}

for (const [file, template] of templates) {
  for (const [key, resource] of Object.entries(template.Resources)) {
    resources++;
    const where = `${file.split("/").pop()} ${key}`;
    const [known] = spec.lookup("resource", "cloudFormationType", "equals", resource.Type);
    if (!known) { fault(where, `there is no type ${resource.Type}`); continue; }
    properties(known, resource.Properties ?? {}, where);
    if (resource.DependsOn && !template.Resources[resource.DependsOn]) fault(where, `there is no ${resource.DependsOn}`);
  }
  follow(file, template, template.Resources, file.split("/").pop());
  follow(file, template, template.Outputs ?? {}, file.split("/").pop());
}
console.log(`${resources} resources, ${faults} faults`);
process.exit(faults === 0 && resources > 0 ? 0 : 1);
