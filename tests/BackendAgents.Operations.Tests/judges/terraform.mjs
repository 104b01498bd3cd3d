// Reads a root of Terraform with its modules by HashiCorp's own parser, and looks whether everything that is named exists: variables,
// resources, data, locals, what a table has in each row, modules with their inputs and outputs; and whether a default is of the type
// that it is said to be.
// Usage: node terraform.mjs FOLDER; prints a line for each fault and ends with 1 when there is one.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join, normalize } from "node:path";
import { parse } from "@cdktf/hcl2json";

const reference = /(?<![\w."/-])((?:aws|azurerm|terraform)_[a-z0-9_]+)\.([a-z0-9_]+)/g;
let faults = 0;
const fault = (where, what) => (faults++, console.log(`${where}: ${what}`));

async function read(folder) {
  const all = { variable: {}, resource: {}, data: {}, module: {}, output: {}, locals: {}, text: [] };
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".tf"))) {
    let parsed;
    try {
      parsed = await parse(file, readFileSync(join(folder, file), "utf8"));
    } catch (error) {
      fault(join(folder, file), String(error).slice(0, 300));
      continue;
    }
    for (const [kind, things] of Object.entries(parsed)) {
      if (!(kind in all)) { all.text.push([file, things]); continue; }
      for (const [name, thing] of Object.entries(things)) {
        if (kind === "resource" || kind === "data") {
          all[kind][name] ??= {};
          for (const [label, body] of Object.entries(thing)) {
            if (all[kind][name][label]) fault(file, `${name}.${label} is there twice`);
            all[kind][name][label] = body;
          }
        } else {
          if (all[kind][name]) fault(file, `${kind} ${name} is there twice`);
          all[kind][name] = thing;
        }
      }
      all.text.push([file, things]);
    }
  }
  return all;
}

function* strings(value) {
  if (typeof value === "string") yield value;
  else if (value && typeof value === "object") for (const part of Object.values(value)) yield* strings(part);
}

function types(where, variables) {
  for (const [name, [variable]] of Object.entries(variables)) {
    const type = String(variable.type ?? "").replace(/^\$\{|\}$/g, "");
    const value = variable.default;
    if (value === undefined || value === null) continue;
    const is = Array.isArray(value) ? "list" : typeof value;
    const wanted = { string: "string", number: "number", bool: "boolean" }[type] ?? (type.startsWith("list") ? "list" : "object");
    if (is !== wanted) fault(where, `variable ${name} is a ${type}, and its default is not`);
  }
}

// Files of one module may each have some.
const locals = (all) => Object.assign({}, ...Object.values(all.locals));

// What is made for each row of a table asks for nothing that a row lacks.
function each(where, what, body, all) {
  const table = /^\$\{local\.([a-z_]+)\}$/.exec(body.for_each ?? "")?.[1];
  if (!table || !locals(all)[table]) return;
  for (const text of strings(body))
    for (const [, key] of text.matchAll(/\beach\.value\.([a-z_][a-z0-9_]*)/g))
      for (const [row, values] of Object.entries(locals(all)[table]))
        if (typeof values === "object" && !(key in values)) fault(where, `${what}: ${row} has no ${key}`);
}

async function judge(folder) {
  const all = await read(folder);
  types(folder, all.variable);
  for (const [type, things] of Object.entries(all.resource))
    for (const [name, [body]] of Object.entries(things)) each(folder, `${type}.${name}`, body, all);
  const used = new Set();
  for (const [file, things] of all.text)
    for (const text of strings(things)) {
      for (const [, name] of text.matchAll(/\bvar\.([a-z_][a-z0-9_]*)/g)) {
        used.add(name);
        if (!all.variable[name]) fault(`${folder}/${file}`, `there is no variable ${name}`);
      }
      for (const [, name] of text.matchAll(/\blocal\.([a-z_][a-z0-9_]*)/g))
        if (!(name in locals(all))) fault(`${folder}/${file}`, `there is no local ${name}`);
      for (const [, table, key] of text.matchAll(/\blocal\.([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*)/g))
        if (locals(all)[table] && !(key in locals(all)[table])) fault(`${folder}/${file}`, `local ${table} has no ${key}`);
      for (const [, type, name] of text.matchAll(/\bdata\.([a-z0-9_]+)\.([a-z0-9_]+)/g))
        if (!all.data[type]?.[name]) fault(`${folder}/${file}`, `there is no data ${type}.${name}`);
      for (const [, type, name] of text.replace(/\bdata\.\S+/g, "").matchAll(reference))
        if (!all.resource[type]?.[name]) fault(`${folder}/${file}`, `there is no resource ${type}.${name}`);
    }
  for (const name of Object.keys(all.variable)) if (!used.has(name)) fault(folder, `variable ${name} is never used`);
  const modules = {};
  for (const [name, [call]] of Object.entries(all.module)) {
    const source = normalize(join(folder, call.source));
    if (!existsSync(source)) { fault(folder, `module ${name} is not at ${call.source}`); continue; }
    modules[name] = await judge(source);
    const given = Object.keys(call).filter((key) => !["source", "depends_on", "for_each"].includes(key));
    each(folder, `module ${name}`, call, all);
    for (const other of call.depends_on ?? [])
      if (!all.module[other.replace(/^\$\{module\.|\}$/g, "")]) fault(folder, `module ${name} waits for ${other}, which is not there`);
    for (const key of given) if (!modules[name].variable[key]) fault(folder, `module ${name} takes no ${key}`);
    for (const [key, [variable]] of Object.entries(modules[name].variable))
      if (!given.includes(key) && variable.default === undefined) fault(folder, `module ${name} needs ${key}`);
  }
  for (const [file, things] of all.text)
    for (const text of strings(things))
      for (const [, name, output] of text.matchAll(/\bmodule\.([a-z_][a-z0-9_]*)(?:\[[^\]]*\])?\.([a-z_][a-z0-9_]*)/g))
        if (!modules[name]?.output[output]) fault(`${folder}/${file}`, `module ${name} gives no ${output}`);
  return all;
}

const root = await judge(process.argv[2]);
const count = Object.keys(root.module).length;
console.log(`${count} modules, ${faults} faults`);
process.exit(faults === 0 && count > 0 ? 0 : 1);
