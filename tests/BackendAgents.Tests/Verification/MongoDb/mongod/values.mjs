// Values as mingo computes with them: ids and bytes become texts that order as MongoDB orders them, numbers those of JavaScript.
import { Binary, Decimal128, Double, Int32, Long, ObjectId, UUID } from 'bson';

const Mark = '\u0001';

export function plain(value) {
  if (value === null || value === undefined) return null;
  if (value instanceof Int32 || value instanceof Double) return value.valueOf();
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Decimal128) return Number(value.toString());
  if (value instanceof Binary) return `${Mark}b${value.sub_type}:${Buffer.from(value.buffer.subarray(0, value.position)).toString('hex')}`;
  if (value instanceof ObjectId) return `${Mark}o${value.toHexString()}`;
  if (value?._bsontype === 'BSONRegExp') return new RegExp(value.pattern, value.options);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date || value instanceof RegExp) return value;
  if (value?._bsontype === 'Timestamp') return value.toString();
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  return value;
}

export function kept(value, type) {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && value[0] === Mark) {
    if (value[1] === 'o') return ObjectId.createFromHexString(value.slice(2));
    const [kind, hex] = value.slice(2).split(':');
    return new Binary(Buffer.from(hex, 'hex'), Number(kind));
  }
  if (typeof value === 'number') {
    if (type === 'decimal') return Decimal128.fromString(String(value));
    if (type === 'long') return Long.fromNumber(value);
    if (type === 'double') return new Double(value);
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? new Int32(value)
      : Number.isSafeInteger(value) ? Long.fromNumber(value) : new Double(value);
  }
  if (Array.isArray(value)) return value.map(one => kept(one));
  if (value instanceof Date || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, kept(one)]));
}

export function typeOf(value) {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (value instanceof Int32) return 'int';
  if (value instanceof Long) return 'long';
  if (value instanceof Double) return 'double';
  if (value instanceof Decimal128) return 'decimal';
  if (value instanceof Binary || value instanceof UUID) return 'binData';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Date) return 'date';
  return Array.isArray(value) ? 'array' : 'object';
}

export const keyOf = value => JSON.stringify(plain(value)) ?? 'null';
