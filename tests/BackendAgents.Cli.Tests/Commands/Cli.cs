namespace BackendAgents.Cli.Tests.Commands;

/// <summary>Runs command lines in this process.</summary>
internal static class Cli
{
    public static Task<CliRun> RunAsync(params string[] args) => RunAsync(args, CancellationToken.None);

    public static async Task<CliRun> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await CliApplication.RunAsync(args, new CliIo(output, error, TextReader.Null), cancellationToken);
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>As at a terminal, where a person types these lines when asked.</summary>
    public static async Task<CliRun> TypeAsync(string[] typed, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var input = new StringReader(string.Concat(typed.Select(static line => line + "\n")));
        var code = await CliApplication.RunAsync(args, new CliIo(output, error, input) { IsInteractive = true });
        return new CliRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs the command line that a run printed to go on, as a person pastes it.</summary>
    public static Task<CliRun> PasteAsync(CliRun printed, string placeholder = "YOUR ANSWER", string answer = "YOUR ANSWER")
    {
        var line = printed.Out.Split('\n').Single(static line => line.StartsWith("To go on: ", StringComparison.Ordinal));
        return PasteAsync(line["To go on: ".Length..].Trim().Replace(placeholder, answer, StringComparison.Ordinal));
    }

    /// <summary>Runs a command line as a person pastes it.</summary>
    public static Task<CliRun> PasteAsync(string line)
    {
        var words = Words(line).ToList();
        Assert.That(words[0], Is.EqualTo("backend-agents"));
        return RunAsync([.. words.Skip(1)]);
    }

    // As a shell splits a line that quotes with apostrophes only.
    private static IEnumerable<string> Words(string line)
    {
        var word = new System.Text.StringBuilder();
        var isQuoted = false;
        foreach (var c in line)
        {
            if (c == '\'')
            {
                isQuoted = !isQuoted;
            }
            else if (c == ' ' && !isQuoted)
            {
                yield return word.ToString();
                word.Clear();
            }
            else
            {
                word.Append(c);
            }
        }

        yield return word.ToString();
    }
}

/// <summary>What a command line gave.</summary>
internal sealed record CliRun(int Code, string Out, string Error);
