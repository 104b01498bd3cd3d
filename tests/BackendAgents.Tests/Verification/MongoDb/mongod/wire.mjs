// MongoDB's wire protocol: OP_MSG, and OP_QUERY for the first greeting.
import { BSON } from 'bson';

const [Reply, Query, Message] = [1, 2004, 2013];

export function* messages(buffer) {
  let at = 0;
  while (buffer.length - at >= 4 && buffer.length - at >= buffer.readInt32LE(at)) {
    const length = buffer.readInt32LE(at);
    yield [buffer.subarray(at, at + length), (at += length)];
  }
}

const read = bytes => BSON.deserialize(bytes, { promoteValues: false, bsonRegExp: true });

export function parse(bytes) {
  const [id, code] = [bytes.readInt32LE(4), bytes.readInt32LE(12)];
  if (code === Query) {
    const end = bytes.indexOf(0, 20);
    return { id, code, command: { ...read(bytes.subarray(end + 9)), $db: bytes.toString('utf8', 20, end).split('.')[0] } };
  }
  if (code !== Message) throw new Error(`Unknown operation ${code}`);
  const flags = bytes.readInt32LE(16);
  const end = bytes.length - (flags & 1 ? 4 : 0);
  const command = {};
  for (let at = 20; at < end; ) {
    const [kind, size] = [bytes[at], bytes.readInt32LE(at + 1)];
    if (kind === 0) Object.assign(command, read(bytes.subarray(at + 1, at + 1 + size)));
    else {
      const stop = bytes.indexOf(0, at + 5);
      const many = (command[bytes.toString('utf8', at + 5, stop)] = []);
      for (let next = stop + 1; next < at + 1 + size; next += bytes.readInt32LE(next)) many.push(read(bytes.subarray(next, next + bytes.readInt32LE(next))));
    }
    at += 1 + size;
  }
  return { id, code, command, isAlone: (flags & 2) !== 0 };
}

export function answer({ id, code }, document) {
  const body = BSON.serialize(document);
  const head = Buffer.alloc(code === Query ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(id, 8);
  head.writeInt32LE(code === Query ? Reply : Message, 12);
  if (code === Query) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, body]);
}
