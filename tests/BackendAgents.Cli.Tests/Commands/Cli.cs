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
}

/// <summary>What a command line gave.</summary>
internal sealed record CliRun(int Code, string Out, string Error);
