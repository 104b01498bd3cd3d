namespace BackendAgents.Cli.Tests.Commands;

/// <summary>Runs command lines in this process.</summary>
internal static class Cli
{
    public static async Task<(int Code, string Out, string Error)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var code = await CliApplication.RunAsync(args, new CliIo(output, error, TextReader.Null));
        return (code, output.ToString(), error.ToString());
    }
}
