using System.Net;
using System.Xml.Linq;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Cli.Tests.Commands;

/// <summary>What a run tells people to paste, in the console and on its page, works as it stands there.</summary>
[NonParallelizable]
public sealed class PrintedCommandTests
{
    private const string Brief = "A library lends books to members. Each book has a title. Members borrow books.";

    private string _folder = "";

    [SetUp]
    public void Create() => _folder = Directory.CreateTempSubdirectory("printed ").FullName;

    [TearDown]
    public void Delete() => Directory.Delete(_folder, recursive: true);

    private string Output => Path.Combine(_folder, "out");

    private string Page(string name = "report.html") => Path.Combine(Output, ".backend-agents", name);

    [Test]
    public async Task A_run_that_failed_before_a_design_leaves_a_page_that_says_how_to_go_on()
    {
        var runs = Path.Combine(_folder, "runs");
        CliRun failed;
        using (var model = new RefusingModel())
            failed = await Cli.RunAsync("build", Brief, "--out", Output, "--runs", runs, "--no-verify");
        var page = await ReadAsync(Page());

        var resumed = await Cli.PasteAsync(Command(page, "resume"));

        Assert.That(failed.Code, Is.EqualTo(ExitCode.Failed), failed.Out + failed.Error);
        Assert.That(page.Descendants("h1").Single().Value, Is.EqualTo("Run failed"));
        Assert.That(page.Descendants("blockquote").First().Value, Is.EqualTo(Brief));
        Assert.That(page.Value, Does.Contain("refused the request (HTTP 400)").And.Contain("nothing is delivered yet"));
        Assert.That(resumed.Code, Is.Zero, resumed.Out + resumed.Error);
        Assert.That(File.Exists(Path.Combine(Output, "backend.yaml")), Is.True);
        Assert.That((await ReadAsync(Page())).Descendants("h1").Single().Value, Does.EndWith("approved"));
    }

    [Test]
    public async Task A_run_that_fails_over_a_delivery_leaves_its_page_alone_until_the_next_delivers()
    {
        await Cli.RunAsync("build", Brief, "--out", Output, "--no-verify");
        var before = await File.ReadAllTextAsync(Page());
        CliRun failed;
        using (var model = new RefusingModel())
            failed = await Cli.RunAsync("build", Brief, "--out", Output, "--no-verify");

        Assert.That(failed.Code, Is.EqualTo(ExitCode.Failed));
        Assert.That(failed.Out, Does.Contain("Report: " + Page("last-run.html")));
        Assert.That(await File.ReadAllTextAsync(Page()), Is.EqualTo(before));

        var resumed = await Cli.PasteAsync(failed);

        Assert.That(resumed.Code, Is.Zero, resumed.Out + resumed.Error);
        Assert.That(File.Exists(Page("last-run.html")), Is.False);
        Assert.That(await File.ReadAllTextAsync(Page()), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task A_run_whose_budget_is_spent_goes_on_with_more()
    {
        var spent = await Cli.RunAsync("build", Brief, "--out", Output, "--no-verify", "--rounds", "1");
        var printed = Command(await ReadAsync(Page()), "resume");

        var resumed = await Cli.PasteAsync(printed.Replace("--rounds 1", "--rounds 9", StringComparison.Ordinal));

        Assert.That(spent.Code, Is.EqualTo(ExitCode.NotApproved), spent.Out + spent.Error);
        Assert.That(spent.Out, Does.Contain("To go on: " + printed));
        Assert.That(resumed.Code, Is.Zero, resumed.Out + resumed.Error);
    }

    [Test]
    public async Task What_is_not_met_is_waived_by_what_was_printed()
    {
        var built = await Cli.RunAsync("build", Brief + " Members get WhatsApp messages.", "--out", Output, "--no-verify");
        var printed = Command(await ReadAsync(Page()), "waive");

        var waived = await Cli.PasteAsync(
            printed.Replace("NAME", "Ada", StringComparison.Ordinal).Replace("TEXT", "'Mail will do.'", StringComparison.Ordinal)
        );

        Assert.That(built.Code, Is.EqualTo(ExitCode.Incomplete), built.Out + built.Error);
        Assert.That(built.Out, Does.Contain(printed));
        Assert.That(waived.Code, Is.Zero, waived.Out + waived.Error);
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Output, "README.md")), Does.Contain("waived by Ada: Mail will do."));
    }

    private static async Task<XElement> ReadAsync(string page) =>
        XElement.Parse((await File.ReadAllTextAsync(page))["<!DOCTYPE html>".Length..]);

    private static string Command(XElement page, string verb) =>
        page.Descendants("pre")
            .Select(static pre => pre.Value)
            .Single(line => line.StartsWith($"backend-agents {verb} ", StringComparison.Ordinal));

    /// <summary>A model service that refuses each call, for as long as it is not disposed.</summary>
    private sealed class RefusingModel : IDisposable
    {
        private static readonly string[] s_names = ["OPENAI_API_KEY", "OPENAI_MODEL", "OPENAI_BASE_URL"];
        private readonly HttpListener _listener = new();

        public RefusingModel()
        {
            var address = $"http://127.0.0.1:{LoopbackPort.Free()}/";
            _listener.Prefixes.Add(address);
            _listener.Start();
            _ = RefuseAsync();
            foreach (var (name, value) in s_names.Zip(["key", "model", address + "v1"]))
                Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose()
        {
            foreach (var name in s_names)
                Environment.SetEnvironmentVariable(name, null);
            _listener.Close();
        }

        private async Task RefuseAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    context.Response.StatusCode = 400;
                    context.Response.Close();
                }
                catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
