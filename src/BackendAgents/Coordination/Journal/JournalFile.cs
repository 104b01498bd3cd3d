using System.Buffers;

namespace BackendAgents.Coordination.Journal;

/// <summary>
/// A journal that this process owns, and nobody else: a lock file beside it is held open, which a kill releases. Thread-safe.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _lock;
    private readonly FileStream _stream;
    private readonly JournalDurability _durability;
    private ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private bool _broken;

    private JournalFile(string path, FileStream @lock, FileStream stream, JournalDurability durability)
    {
        Path = path;
        _lock = @lock;
        _stream = stream;
        _durability = durability;
    }

    public string Path { get; }

    public static string PathOf(string folder, string runId) => System.IO.Path.Combine(folder, runId + ".journal");

    /// <summary>Begins the journal of a new run.</summary>
    public static JournalFile Create(string path, JournalDurability durability)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        var held = Hold(path);
        try
        {
            // A journal without its first record says nothing that could be lost.
            if (File.Exists(path) && JournalFormat.Read(path).Records.Count > 0)
                throw new JournalException(JournalProblem.Exists, $"There already is a journal '{path}'. Resume that run, or choose another run id.");
            var file = new JournalFile(path, held, Open(path, FileMode.Create), durability);
            file.Append(new HeaderRecord(HeaderRecord.Name, HeaderRecord.Current), force: false);
            return file;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Takes up an existing journal. What a kill cut off at its end is dropped.</summary>
    public static (JournalFile File, JournalContent Content) Resume(string path, JournalDurability durability)
    {
        if (!File.Exists(path))
            throw new JournalException(JournalProblem.Missing, $"There is no journal '{path}', so there is nothing to resume.");
        var held = Hold(path);
        try
        {
            var content = JournalFormat.Read(path);
            var stream = Open(path, FileMode.Open);
            stream.SetLength(content.ValidLength);
            stream.Position = content.ValidLength;
            var file = new JournalFile(path, held, stream, durability);
            if (content.ValidLength == 0)
                file.Append(new HeaderRecord(HeaderRecord.Name, HeaderRecord.Current), force: false);
            return (file, content);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Adds a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="force">Whether it must reach the disk now, whatever the durability.</param>
    /// <exception cref="JournalException">It cannot be written. Nothing can be added from then on: the run must stop rather than go on unrecorded.</exception>
    public void Append(JournalRecord record, bool force)
    {
        lock (_gate)
        {
            if (_broken)
                throw new JournalException(JournalProblem.Unwritable, $"Journal '{Path}' could not be written before; nothing is added to it.");
            _buffer.ResetWrittenCount();
            JournalFormat.Write(record, _buffer);
            try
            {
                _stream.Write(_buffer.WrittenSpan);
                _stream.Flush(force || _durability == JournalDurability.Power);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                _broken = true;
                throw new JournalException(JournalProblem.Unwritable, $"Journal '{Path}' cannot be written: {error.Message} Free space on the disk and resume the run.", error);
            }

            if (_buffer.Capacity > 1024 * 1024)
                _buffer = new ArrayBufferWriter<byte>(16 * 1024);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _broken = true;
            _stream.Dispose();
            _lock.Dispose();
        }
    }

    /// <summary>Whether somebody owns the journal at this moment.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using var held = new FileStream(path + ".lock", FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    // bufferSize 0: a record must not wait in this process.
    private static FileStream Open(string path, FileMode mode)
    {
        try
        {
            return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalProblem.Unwritable, $"Journal '{path}' cannot be opened for writing: {error.Message}", error);
        }
    }

    private static FileStream Hold(string path)
    {
        var name = path + ".lock";
        try
        {
            return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new JournalException(JournalProblem.Unwritable, $"The lock '{name}' cannot be opened: {error.Message}", error);
        }
        catch (IOException error)
        {
            throw new JournalException(JournalProblem.InUse, $"The run of journal '{path}' is being worked on by another process. Wait for it to end, or end it.", error);
        }
    }
}
