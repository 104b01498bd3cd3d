using System.Text.Json.Nodes;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Containers;

/// <summary>Builds the image of a delivery by buildah, and runs it.</summary>
/// <param name="delivery">Whose Dockerfile.</param>
/// <param name="store">An empty folder for images.</param>
internal sealed class ImageTrial(Operated delivery, string store)
{
    private const string Key = "a key of sixty-four letters and more, which only this test has, for now";

    /// <summary>The settings that it runs with, where it stands alone.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } =
        new Dictionary<string, string> { ["Auth__SigningKey"] = Key, ["ConnectionStrings__Database"] = "Data Source=/tmp/app.db" };

    /// <summary>It is built, says what it is, and serves without root and shell.</summary>
    public async Task ServesAsync()
    {
        var name = Conventions.Pascal(delivery.Blueprint.Service.Name) + ".dll";
        await SucceedsAsync("bash", Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Operations.Tests/Containers/bases.sh"), store);
        await BuildahAsync([
            "bud",
            "--isolation",
            "chroot",
            "--pull-never",
            "--format",
            "docker",
            "--build-arg",
            "REVISION=4f2",
            "--tag",
            "it",
            delivery.Folder,
        ]);

        var image = JsonNode.Parse(await BuildahAsync(["inspect", "--type", "image", "it"]))!;
        var configuration = image["Docker"]!["config"]!;
        Assert.That((string)configuration["User"]!, Is.EqualTo("1654"));
        Assert.That((string)configuration["Healthcheck"]!["Test"]![0]!, Is.EqualTo("CMD"), "no shell asks for the health");
        Assert.That((string)configuration["Labels"]!["org.opencontainers.image.revision"]!, Is.EqualTo("4f2"));

        var container = (await BuildahAsync(["from", "--pull-never", "it"])).Trim();
        Assert.That(await FailsAsync(["run", "--isolation", "chroot", container, "--", "sh", "-c", "true"]), Does.Contain("not found"));
        var port = LoopbackPort.Free().ToString(null, null);
        string[] run = ["run", "--isolation", "chroot", "--env", "ASPNETCORE_HTTP_PORTS=" + port];
        string[] start = [.. run, .. Settings.SelectMany(static setting => new[] { "--env", $"{setting.Key}={setting.Value}" })];
        using var stop = new CancellationTokenSource();
        var service = ProcessRunner.RunAsync(
            new ProcessRequest("buildah", [.. Store, .. start, container, "--", "dotnet", name]),
            stop.Token
        );
        try
        {
            using var caller = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            for (var i = 0; i < 600 && !service.IsCompleted && !await AnswersAsync(caller); i++)
                await Task.Delay(100);
            Assert.That(await AnswersAsync(caller), Is.True, service.IsCompleted ? (await service).Text : "it does not answer");

            await BuildahAsync([.. run, container, "--", "dotnet", name, "--healthcheck"]);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)service).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Assert.That(service.IsCanceled);
        await FailsAsync([.. run, container, "--", "dotnet", name, "--healthcheck"]);
    }

    private string[] Store => ["--root", Path.Combine(store, "root"), "--runroot", Path.Combine(store, "run"), "--storage-driver", "vfs"];

    private static async Task<bool> AnswersAsync(HttpClient caller)
    {
        try
        {
            return (await caller.GetAsync("/health/ready")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Task<string> BuildahAsync(string[] arguments) => SucceedsAsync("buildah", [.. Store, .. arguments]);

    private async Task<string> FailsAsync(string[] arguments)
    {
        var run = await Judges.RunAsync(null, "buildah", [.. Store, .. arguments]);
        Assert.That(run.Succeeded, Is.False, run.Text);
        return run.Text;
    }

    private static async Task<string> SucceedsAsync(string program, params string[] arguments)
    {
        var run = await Judges.RunAsync(null, program, arguments);
        Assert.That(run.Succeeded, Is.True, run.Text);
        return run.Output;
    }
}
