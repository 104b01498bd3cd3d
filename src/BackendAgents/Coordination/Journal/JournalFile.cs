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

    // After a failed write, every later one is refused with this error.
    private string? _why;

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
        MakeFolder(path);
        var held = Hold(path);
        JournalFile? file = null;
        try
        {
            // A journal without a first record holds nothing that could be lost.
            if (File.Exists(path) && JournalFormat.Read(path).Records.Count > 0)
                throw new JournalException(
                    JournalProblem.Exists,
                    $"There already is a journal '{path}'. Resume that run, or choose another run id."
                );
            file = new JournalFile(path, held, Open(path, FileMode.Create, length: 0), durability);
            file.Append(new HeaderRecord(HeaderRecord.Name, HeaderRecord.Current), force: false);
            return file;
        }
        catch
        {
            file?.Dispose();
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
        JournalFile? file = null;
        try
        {
            var content = JournalFormat.Read(path);
            file = new JournalFile(path, held, Open(path, FileMode.Open, content.ValidLength), durability);
            if (content.ValidLength == 0)
                file.Append(new HeaderRecord(HeaderRecord.Name, HeaderRecord.Current), force: false);
            return (file, content);
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Adds a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="force">Whether it must reach the disk now, whatever the durability.</param>
    /// <exception cref="JournalException">
    /// It cannot be written. Nothing can be added from then on: the run must stop rather than go on unrecorded. Only a record that is too
    /// long leaves the journal as it was.
    /// </exception>
    public void Append(JournalRecord record, bool force)
    {
        lock (_gate)
        {
            if (_broken)
                throw new JournalException(JournalProblem.Unwritable, _why ?? $"Journal '{Path}' is closed; nothing is added to it.");
            _buffer.ResetWrittenCount();
            JournalFormat.Write(record, _buffer, Path);
            try
            {
                _stream.Write(_buffer.WrittenSpan);
                _stream.Flush(force || _durability == JournalDurability.Power);
            }
            // .NET reports a file over its size limit as an argument out of range.
            catch (Exception error)
                when (error is IOException or UnauthorizedAccessException or ObjectDisposedException or ArgumentOutOfRangeException)
            {
                _broken = true;
                _why = $"Journal '{Path}' cannot be written: {error.Message} Free space on the disk and resume the run.";
                throw new JournalException(JournalProblem.Unwritable, _why, error);
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

    /// <summary>Whether a process owns the journal at this moment. A lock that cannot be opened counts as free.</summary>
    public static bool IsHeld(string path)
    {
        try
        {
            using var held = new FileStream(path + ".lock", FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return IsTaken(error);
        }
    }

    // No buffer is used, so each record reaches the operating system at once.
    private static FileStream Open(string path, FileMode mode, long length)
    {
        FileStream? stream = null;
        try
        {
            stream = new FileStream(path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (mode == FileMode.Open)
                stream.SetLength(length);
            stream.Position = length;
            return stream;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            stream?.Dispose();
            throw new JournalException(JournalProblem.Unwritable, $"Journal '{path}' cannot be opened for writing: {error.Message}", error);
        }
    }

    private static void MakeFolder(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(
                JournalProblem.Unwritable,
                $"The folder '{folder}' of journal '{path}' cannot be made: {error.Message} Name a folder that can be written.",
                error
            );
        }
    }

    private static FileStream Hold(string path)
    {
        // IsHeld takes the lock for an instant, so a taken lock is tried again.
        const int looks = 5;
        var name = path + ".lock";
        for (var look = 1; ; look++)
        {
            try
            {
                return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (IsTaken(error) && look < looks)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(20));
            }
            catch (IOException error) when (IsTaken(error))
            {
                throw new JournalException(
                    JournalProblem.InUse,
                    $"The run of journal '{path}' is being worked on by another process. Wait for it to end, or end it.",
                    error
                );
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new JournalException(
                    JournalProblem.Unwritable,
                    $"The lock '{name}' cannot be opened: {error.Message} Free space on the disk, or make its folder writable.",
                    error
                );
            }
        }
    }

    // The codes for a file that another process holds: EWOULDBLOCK of flock, or a violation of sharing or of a lock on Windows.
    private static bool IsTaken(Exception error) =>
        error is IOException
        && (
            OperatingSystem.IsWindows() ? (error.HResult & 0xffff) is 0x20 or 0x21 : error.HResult == (OperatingSystem.IsLinux() ? 11 : 35)
        );
}
