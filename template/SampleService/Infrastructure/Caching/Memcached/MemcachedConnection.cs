using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;

namespace SampleService.Infrastructure;

/// <summary>One connection that speaks memcached's text protocol; used by one caller at a time, and closed after any trouble.</summary>
internal sealed class MemcachedConnection : IDisposable
{
    private const int MaxLine = 2048;
    private const int MaxValue = 2 * 1024 * 1024;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private PipeReader _reader = null!;

    public static async Task<MemcachedConnection> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        var connection = new MemcachedConnection();
        try
        {
            await connection._socket.ConnectAsync(host, port, cancellationToken);
            connection._reader = PipeReader.Create(new NetworkStream(connection._socket));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Values by their keys; of those that are there.</summary>
    public async Task<Dictionary<string, byte[]>> GetAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        await SendAsync($"get {string.Join(' ', keys)}\r\n", [], cancellationToken);
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        while (await LineAsync(cancellationToken) is var line && line != "END")
        {
            // VALUE key flags bytes
            if (
                line.Split(' ') is not ["VALUE", var key, _, var size]
                || !int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                || bytes > MaxValue
            )
                throw new InvalidDataException($"memcached answers '{line}'.");
            var block = await BlockAsync(bytes + 2, cancellationToken);
            found[key] = block[..bytes];
        }

        return found;
    }

    /// <summary>Sends a command that is answered in a line: set, add, delete.</summary>
    public async Task<string> TellAsync(string command, byte[]? value, CancellationToken cancellationToken)
    {
        await SendAsync(command + "\r\n", value is null ? [] : [.. value, (byte)'\r', (byte)'\n'], cancellationToken);
        return await LineAsync(cancellationToken);
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(string line, byte[] block, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> rest = (byte[])[.. Encoding.ASCII.GetBytes(line), .. block];
        while (!rest.IsEmpty)
            rest = rest[await _socket.SendAsync(rest, cancellationToken)..];
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _reader.ReadAsync(cancellationToken);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.ASCII.GetString(read.Buffer.Slice(0, end)).TrimEnd('\r');
                _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            Bound(read, MaxLine);
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private async Task<byte[]> BlockAsync(int size, CancellationToken cancellationToken)
    {
        var read = await _reader.ReadAtLeastAsync(size, cancellationToken);
        if (read.Buffer.Length < size)
            throw new EndOfStreamException("memcached has closed the connection.");
        var block = read.Buffer.Slice(0, size);
        var bytes = block.ToArray();
        _reader.AdvanceTo(block.End);
        return bytes;
    }

    private static void Bound(ReadResult read, int most)
    {
        if (read.IsCompleted)
            throw new EndOfStreamException("memcached has closed the connection.");
        if (read.Buffer.Length > most)
            throw new InvalidDataException("memcached's answer has no end.");
    }
}
