// What a validator says of a document; a keyword that MongoDB knows and this doesn't is an error, so that nothing passes unseen.
import { Query } from 'mingo';
import { Decimal128 } from 'bson';
import { wrong } from './dialect.mjs';
import { plain, typeOf } from './values.mjs';

const Known = new Set(['bsonType', 'required', 'properties', 'description', 'title', 'minimum', 'maximum', 'minLength', 'maxLength',
  'pattern', 'enum', 'items', 'minItems', 'maxItems', 'additionalProperties']);

export function check(validator, expressions) {
  for (const key of Object.keys(validator))
    if (key === '$jsonSchema') {
      const found = wrong(validator[key]);
      if (found) throw new Error(found);
      keywords(validator[key]);
    }
    else if (key !== '$expr') throw new Error(`Unknown part of a validator: ${key}`);
  expressions.test = validator.$expr ? new Query({ $expr: plain(validator.$expr) }) : null;
}

function keywords(schema) {
  for (const key of Object.keys(schema))
    if (!Known.has(key)) throw new Error(`Unknown $jsonSchema keyword: ${key}`);
  // A double 0.01 is more than a decimal 0.01 in MongoDB; here both are the same number.
  for (const key of ['minimum', 'maximum'])
    if ([schema.bsonType].flat().includes('decimal') && key in schema && !(schema[key] instanceof Decimal128))
      throw new Error(`The ${key} of a decimal is no decimal: ${schema[key]}`);
  Object.values(schema.properties ?? {}).forEach(keywords);
}

export function refusal(validator, expressions, document) {
  const wrong = validator.$jsonSchema ? problem(validator.$jsonSchema, document, '') : null;
  return wrong ?? (expressions.test && !expressions.test.test(plain(document)) ? 'the expression does not hold' : null);
}

function problem(schema, value, path) {
  const types = [schema.bsonType ?? []].flat();
  if (types.length > 0 && !types.includes(typeOf(value))) return `${path} is ${typeOf(value)}, not ${types}`;
  const [one, length] = [plain(value), typeof value === 'string' ? [...value].length : null];
  if (typeof one === 'number' && ((schema.minimum !== undefined && one < plain(schema.minimum)) || (schema.maximum !== undefined && one > plain(schema.maximum))))
    return `${path} is out of bounds`;
  if (length !== null && (length < plain(schema.minLength ?? 0) || length > plain(schema.maxLength ?? Infinity))) return `${path} has ${length} characters`;
  if (length !== null && schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) return `${path} does not match`;
  if (schema.enum && !schema.enum.some(other => plain(other) === one)) return `${path} is none of the values`;
  for (const name of schema.required ?? []) if (!(name in value)) return `${path}.${name} is missing`;
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const found = value && name in value ? problem(inner, value[name], `${path}.${name}`) : null;
    if (found) return found;
  }
  return null;
}
