using System.Text.Json.Nodes;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Containers;

/// <summary>
/// The delivered Dockerfile, built by buildah and run: two minutes, so only where the environment variable BACKEND_AGENTS_IMAGES is set.
/// Its base images are made of this machine's SDK, without a shell, since those of the registry can't be had everywhere.
/// </summary>
[Category("Slow")]
internal sealed class ImageTests
{
    private const string Key = "a key of sixty-four letters and more, which only this test has, for now";
    private string _store = null!;

    [SetUp]
    public void Prepare()
    {
        if (Environment.GetEnvironmentVariable("BACKEND_AGENTS_IMAGES") is null)
            Assert.Ignore("Set BACKEND_AGENTS_IMAGES to build the image; it needs root and Debian's buildah.");
        _store = Directory.CreateTempSubdirectory("images-").FullName;
    }

    [TearDown]
    public void Delete()
    {
        if (_store is not null)
            Directory.Delete(_store, recursive: true);
    }

    [Test]
    public async Task The_image_is_built_says_what_it_is_and_serves_without_root_and_shell()
    {
        using var delivery = Operated.Write("sqlite");
        await SucceedsAsync("bash", Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Operations.Tests/Containers/bases.sh"), _store);
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
        string[] start = [.. run, "--env", "Auth__SigningKey=" + Key, "--env", "ConnectionStrings__Database=Data Source=/tmp/app.db"];
        using var stop = new CancellationTokenSource();
        var service = ProcessRunner.RunAsync(
            new ProcessRequest("buildah", [.. Store, .. start, container, "--", "dotnet", "SocialMedia.dll"]),
            stop.Token
        );
        try
        {
            using var caller = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            for (var i = 0; i < 600 && !service.IsCompleted && !await AnswersAsync(caller); i++)
                await Task.Delay(100);
            Assert.That(await AnswersAsync(caller), Is.True, service.IsCompleted ? (await service).Text : "it does not answer");

            await BuildahAsync([.. run, container, "--", "dotnet", "SocialMedia.dll", "--healthcheck"]);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)service).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Assert.That(service.IsCanceled);
        await FailsAsync([.. run, container, "--", "dotnet", "SocialMedia.dll", "--healthcheck"]);
    }

    private string[] Store => ["--root", Path.Combine(_store, "root"), "--runroot", Path.Combine(_store, "run"), "--storage-driver", "vfs"];

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
