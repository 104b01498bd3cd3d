using BackendAgents.Tests.Coordination;
using BackendAgents.Verification.Running;
using BackendAgents.Verification.Scenarios;

namespace BackendAgents.Tests.Verification;

/// <summary>When a delivery that was compiled before is compiled again.</summary>
public sealed class DeliveredServiceBuildTests
{
    private static readonly DateTime s_then = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Test]
    public void What_was_compiled_after_the_last_change_is_used_as_it_is()
    {
        using var folder = Compiled();

        Assert.That(IsCurrent(folder), Is.True);
    }

    [TestCase("src/Shop/Program.cs")]
    [TestCase("src/Shop/Features/Orders/Order.g.cs")]
    [TestCase("src/Shop/Shop.csproj")]
    [TestCase("db/migrations/0001.sql")]
    [TestCase("Directory.Build.props")]
    public void A_change_is_compiled(string file)
    {
        using var folder = Compiled();
        File.SetLastWriteTimeUtc(folder.File(file), s_then.AddMinutes(1));

        Assert.That(IsCurrent(folder), Is.False);
    }

    [Test]
    public void A_file_less_is_compiled()
    {
        using var folder = Compiled();
        File.Delete(folder.File("src/Shop/Features/Orders/Order.g.cs"));

        Assert.That(IsCurrent(folder), Is.False);
    }

    [Test]
    public void Nothing_compiled_is_compiled()
    {
        using var folder = Compiled();
        File.Delete(folder.File("src/Shop/bin/Shop.dll"));

        Assert.That(IsCurrent(folder), Is.False);
    }

    // Tests are compiled with their service, and scenarios are played by them.
    [TestCase("README.md", true)]
    [TestCase("src/Shop/Features/Orders/Order.g.cs", false)]
    [TestCase("tests/Shop.Tests/OrderTests.g.cs", false)]
    [TestCase("services/orders/Orders.cs", false)]
    public void Scenarios_are_played_by_what_was_compiled_after_the_last_change(string file, bool isCurrent)
    {
        using var folder = Compiled();
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(file))!);
        File.WriteAllText(folder.File(file), "");
        File.SetLastWriteTimeUtc(folder.File(file), s_then.AddMinutes(1));

        Assert.That(ScenarioPlayer.IsCurrent(folder.Path, folder.File("tests/Shop.Tests/bin/Shop.Tests.dll")), Is.EqualTo(isCurrent));
    }

    private static bool IsCurrent(TempFolder folder) =>
        DeliveredService.IsCurrent(folder.Path, folder.File("src/Shop"), folder.File("src/Shop/bin/Shop.dll"));

    private static TempFolder Compiled()
    {
        var folder = new TempFolder();
        string[] files =
        [
            "src/Shop/Program.cs",
            "src/Shop/Features/Orders/Order.g.cs",
            "src/Shop/Shop.csproj",
            "db/migrations/0001.sql",
            "Directory.Build.props",
            "src/Shop/bin/Shop.dll",
            "tests/Shop.Tests/Shop.Tests.csproj",
            "tests/Shop.Tests/OrderTests.g.cs",
            "tests/Shop.Tests/bin/Shop.Tests.dll",
        ];
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(file))!);
            File.WriteAllText(folder.File(file), "");
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(entry, entry.EndsWith(".dll", StringComparison.Ordinal) ? s_then : s_then.AddMinutes(-1));
        return folder;
    }
}
