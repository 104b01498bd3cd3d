using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace BackendAgents.Verification;

/// <summary>Runs programs: no shell, bounded output, a time limit, and nothing left running afterwards. Safe on any thread.</summary>
internal static class ProcessRunner
{
    // A child that outlives the program (a build server) keeps the pipes open; the rest of the output is not waited for longer than this.
    private static readonly TimeSpan s_pipeGrace = TimeSpan.FromSeconds(2);

    // Nothing that was killed has anything left to say.
    private static readonly TimeSpan s_killedPipeGrace = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="FileNotFoundException">There is no such program, or it may not be run.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program and its children have been killed.</exception>
    public static async Task<ProcessResult> RunAsync(ProcessRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        var tree = new ProcessTree();
        using var process = Start(request, tree);
        request.OnStarted?.Invoke(process.Id);
        var output = new BoundedText(request.MaxOutput);
        var error = new BoundedText(request.MaxOutput);
        using var readerStop = new CancellationTokenSource();
        var stopReading = readerStop.Token;
        // A pipe is read by blocking a thread, and the pool has few of them: a silent program would hold up whoever cancels it.
        var readers = Task.WhenAll(
            OnOwnThread(() => Read(process.StandardOutput, output, request.OnLine, stopReading)),
            OnOwnThread(() => Read(process.StandardError, error, request.OnLine, stopReading))
        );

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Timeout);
        int? exitCode = null;
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            exitCode = process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // Off the thread of whoever cancels: finding all that came of the program takes a moment.
            await Task
                .Factory.StartNew(
                    () => tree.KillAsync(process),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
                .Unwrap()
                .ConfigureAwait(false);
        }

        await Task.WhenAny(readers, Task.Delay(exitCode is null ? s_killedPipeGrace : s_pipeGrace, CancellationToken.None))
            .ConfigureAwait(false);
        await readerStop.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return new ProcessResult(exitCode, output.ToString(), error.ToString(), Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Full path of a program in PATH or in one of some further folders, or null.</summary>
    public static string? Find(string program, params IEnumerable<string> furtherFolders)
    {
        var name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(furtherFolders)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static Process Start(ProcessRequest request, ProcessTree tree)
    {
        var info = new ProcessStartInfo(request.FileName, request.Arguments)
        {
            WorkingDirectory = request.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var (name, value) in request.Environment)
        {
            if (value is null)
                info.Environment.Remove(name);
            else
                info.Environment[name] = value;
        }

        tree.Mark(info);
        try
        {
            var process = Process.Start(info)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new FileNotFoundException($"Cannot run '{request.FileName}': {exception.Message}.", request.FileName, exception);
        }
    }

    private static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Read(StreamReader reader, BoundedText text, Action<string>? onLine, CancellationToken cancellationToken)
    {
        try
        {
            while (reader.ReadLine() is { } line && !cancellationToken.IsCancellationRequested)
            {
                text.Append(line);
                onLine?.Invoke(line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // What was read so far is kept.
        }
    }

    // The last characters of an output. Lines come from one thread; the text may be read from another.
    private sealed class BoundedText(int limit)
    {
        private readonly StringBuilder _text = new();
        private bool _cut;

        public void Append(string line)
        {
            lock (_text)
            {
                _text.Append(line.Length > limit ? line[^limit..] : line).Append('\n');
                if (_text.Length > 2L * limit)
                    Cut();
            }
        }

        public override string ToString()
        {
            lock (_text)
            {
                if (_text.Length > limit)
                    Cut();
                return _cut ? "[...]\n" + _text : _text.ToString();
            }
        }

        private void Cut()
        {
            _text.Remove(0, _text.Length - limit);
            _cut = true;
        }
    }
}
