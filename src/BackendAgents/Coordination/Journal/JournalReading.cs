using System.Buffers;
using System.Buffers.Text;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace BackendAgents.Coordination.Journal;

/// <summary>What a journal holds.</summary>
/// <param name="Records">The records in order, the header excluded.</param>
/// <param name="ValidLength">Bytes up to the end of the last whole record.</param>
/// <param name="TornBytes">Bytes after that: the beginning of a record that a kill cut off.</param>
internal sealed record JournalContent(IReadOnlyList<JournalRecord> Records, long ValidLength, long TornBytes)
{
    /// <summary>Offsets at which each record begins, and where the last one ends; for tools and tests.</summary>
    public IReadOnlyList<long> Boundaries { get; init; } = [];
}

/// <summary>
/// The form of a journal: a line a record, <c>length crc {json}\n</c>, length and CRC-32 of the JSON in eight hexadecimal digits each.
/// Readable with any text tool, and a record is either whole or known not to be.
/// </summary>
internal static class JournalFormat
{
    public const int PrefixLength = 18;
    public const int MaxRecord = 64 * 1024 * 1024;

    public static JournalContent Read(string path)
    {
        byte[] bytes;
        try
        {
            // ReadWrite lets the process that owns the run go on writing.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new JournalException(JournalProblem.Missing, $"There is no journal '{path}'.", error);
        }

        return Read(bytes, path);
    }

    public static JournalContent Read(ReadOnlySpan<byte> bytes, string path)
    {
        var records = new List<JournalRecord>();
        var boundaries = new List<long>();
        var at = 0;
        while (at < bytes.Length)
        {
            var record = ReadOne(bytes[at..], path, out var length);
            if (record is null)
            {
                if (HasWholeRecordAfter(bytes[at..]))
                {
                    throw new JournalException(
                        JournalProblem.Damaged,
                        $"Journal '{path}' is damaged at byte {at} (record {records.Count + 1}), with good records after it. "
                            + "Restore it from a copy; a run cannot go on from a history with a hole."
                    );
                }

                break;
            }

            boundaries.Add(at);
            if (at == 0)
                CheckHeader(record, path);
            else
                records.Add(record);
            at += length;
        }

        boundaries.Add(at);
        return new JournalContent(records, at, bytes.Length - at) { Boundaries = boundaries };
    }

    /// <summary>The line of a record.</summary>
    public static byte[] Line(JournalRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        Write(record, buffer, "");
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the line of a record into an empty buffer.</summary>
    /// <exception cref="JournalException">The record is longer than what is read again.</exception>
    public static void Write(JournalRecord record, ArrayBufferWriter<byte> buffer, string path)
    {
        buffer.GetSpan(PrefixLength);
        buffer.Advance(PrefixLength);
        using (var writer = new Utf8JsonWriter(buffer, JournalSerializer.WriterOptions))
            JsonSerializer.Serialize(writer, record, JournalSerializer.Record);
        var length = buffer.WrittenCount - PrefixLength;
        if (length > MaxRecord)
            throw new JournalException(
                JournalProblem.Unwritable,
                $"Journal '{path}' takes records of at most {MaxRecord} bytes; this {record.GetType().Name} has {length}. "
                    + "Nothing of it was written, so the run can be resumed; let tools write and answer less at a time."
            );
        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        var bytes = MemoryMarshal.AsMemory(buffer.WrittenMemory).Span;
        Utf8Formatter.TryFormat((uint)length, bytes, out _, new StandardFormat('x', 8));
        bytes[8] = (byte)' ';
        Utf8Formatter.TryFormat(Crc32.HashToUInt32(bytes.Slice(PrefixLength, length)), bytes[9..], out _, new StandardFormat('x', 8));
        bytes[17] = (byte)' ';
    }

    private static JournalRecord? ReadOne(ReadOnlySpan<byte> bytes, string path, out int length)
    {
        length = 0;
        if (!Frame(bytes, out var json))
            return null;
        length = PrefixLength + json.Length + 1;
        try
        {
            return JsonSerializer.Deserialize(json, JournalSerializer.Record);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            // The checksum holds, so the record is not torn: it is of another version, and must not be cut off.
            throw new JournalException(
                JournalProblem.Format,
                $"A record of journal '{path}' is of a kind that this version does not know. Use the version that wrote it.",
                error
            );
        }
    }

    private static bool Frame(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> json)
    {
        json = default;
        if (
            bytes.Length < PrefixLength + 1
            || bytes[8] != ' '
            || bytes[17] != ' '
            || !Utf8Parser.TryParse(bytes[..8], out uint length, out var used, 'x')
            || used != 8
            || !Utf8Parser.TryParse(bytes.Slice(9, 8), out uint crc, out used, 'x')
            || used != 8
            || length > MaxRecord
            || PrefixLength + length + 1 > bytes.Length
            || bytes[PrefixLength + (int)length] != '\n'
        )
            return false;
        json = bytes.Slice(PrefixLength, (int)length);
        return Crc32.HashToUInt32(json) == crc;
    }

    // Only the last record can be torn. A broken one before a whole one was damaged later.
    private static bool HasWholeRecordAfter(ReadOnlySpan<byte> bytes)
    {
        if (
            bytes.Length > PrefixLength
            && Utf8Parser.TryParse(bytes[..8], out uint length, out var used, 'x')
            && used == 8
            && length <= MaxRecord
            && PrefixLength + length + 1 < bytes.Length
            && Frame(bytes[(PrefixLength + (int)length + 1)..], out _)
        )
            return true;
        while (true)
        {
            var next = bytes.IndexOf((byte)'\n');
            if (next < 0)
                return false;
            bytes = bytes[(next + 1)..];
            if (Frame(bytes, out _))
                return true;
        }
    }

    private static void CheckHeader(JournalRecord record, string path)
    {
        if (record is not HeaderRecord { Format: HeaderRecord.Name } header)
            throw new JournalException(JournalProblem.Format, $"'{path}' is not a journal of this product.");
        if (header.Version > HeaderRecord.Current)
            throw new JournalException(
                JournalProblem.Format,
                $"Journal '{path}' has version {header.Version}; this version reads up to {HeaderRecord.Current}. Use a later "
                    + "version of the product."
            );
    }
}
