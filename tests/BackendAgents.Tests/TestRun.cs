using BackendAgents.Tests.Verification;

namespace BackendAgents.Tests;

/// <summary>What all tests share: a warm compiler and the servers that were needed.</summary>
[SetUpFixture]
internal sealed class TestRun
{
    // What is started here is over in seconds, most of which go into compiling at run time: done with little care, and into memory that may
    // be written and executed at once, that takes half of them. The compiler of C# lives longer.
    private static readonly (string Name, string Value)[] s_hasty = [("DOTNET_JITMinOpts", "1"), ("DOTNET_EnableWriteXorExecute", "0")];

    private CompilerServer? _compiler;

    [OneTimeSetUp]
    public void Start()
    {
        _compiler = CompilerServer.Start();
        // Where the services of all trades are built, what they carry is measured.
        var isMeasured = Environment.GetEnvironmentVariable("BACKEND_AGENTS_TRADES") == "all";
        foreach (var (name, value) in isMeasured ? [] : s_hasty)
            Environment.SetEnvironmentVariable(name, value);
    }

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await Servers.EndAsync();
        if (_compiler is not null)
            await _compiler.DisposeAsync();
    }
}
