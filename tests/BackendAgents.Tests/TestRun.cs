using BackendAgents.Tests.Verification;

namespace BackendAgents.Tests;

/// <summary>What all tests share: a warm compiler and the servers that were needed.</summary>
[SetUpFixture]
internal sealed class TestRun
{
    private CompilerServer? _compiler;

    [OneTimeSetUp]
    public void Start() => _compiler = CompilerServer.Start();

    [OneTimeTearDown]
    public async Task EndAsync()
    {
        await Servers.EndAsync();
        if (_compiler is not null)
            await _compiler.DisposeAsync();
    }
}
