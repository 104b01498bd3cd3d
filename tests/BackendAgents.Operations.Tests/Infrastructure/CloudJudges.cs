using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Checks;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Infrastructure;

/// <summary>Who judges descriptions of clouds, and how mistakes are made in them.</summary>
internal static class CloudJudges
{
    /// <summary>HashiCorp's parser, and whether every name leads somewhere.</summary>
    public static Task<ProcessResult> TerraformAsync(string folder, string cloud) =>
        Judges.NodeAsync("terraform.mjs", Path.Combine(folder, "deploy/terraform", cloud));

    /// <summary>AWS's specification of resources; over the stack that Terraform has made, too.</summary>
    public static Task<ProcessResult> FormationAsync(string folder) =>
        Judges.NodeAsync(
            "cloudformation.mjs",
            [
                .. Directory.EnumerateFiles(Path.Combine(folder, "deploy/cloudformation"), "*.yaml"),
                .. Directory.EnumerateFiles(Path.Combine(folder, "deploy/terraform"), "*.yaml", SearchOption.AllDirectories),
            ]
        );

    /// <summary>The judge says each mistake. All are made at once: it goes on after one.</summary>
    public static async Task EachIsSaidAsync(
        ArtifactSet right,
        (string File, string From, string To, string Said)[] mistakes,
        Func<string, Task<ProcessResult>> judge
    )
    {
        var files = mistakes.Aggregate(right, static (files, mistake) => Changed(files, mistake.File, mistake.From, mistake.To));
        var folder = Directory.CreateTempSubdirectory("mistakes-");
        try
        {
            Workspace.Open(folder.FullName).Write(files);

            var judged = await judge(folder.FullName);

            Assert.That(judged.Succeeded, Is.False);
            foreach (var mistake in mistakes)
                Assert.That(judged.Text, Does.Contain(mistake.Said));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A rule is silent on what is delivered, and finds a danger that is put into a file.</summary>
    public static void IsCaught(Operated delivery, string rule, string file, string from, string to)
    {
        var engine = new CheckEngine([RuleCatalog.Find(rule)!]);

        var findings = engine.Check(new CheckContext(delivery.Blueprint, Changed(delivery.Files, file, from, to)));

        Assert.That(findings.Select(static finding => finding.Place.File), Does.Contain(file));
        Assert.That(engine.Check(new CheckContext(delivery.Blueprint, delivery.Files)), Is.Empty);
    }

    // How far values are from their names is the formatter's affair.
    private static ArtifactSet Changed(ArtifactSet files, string file, string from, string to)
    {
        var pattern = new Regex(Regex.Escape(from).Replace("\\ ", "\\s+", StringComparison.Ordinal));
        Assert.That(pattern.IsMatch(files.Find(file)!.Content), Is.True, $"{file} has no {from}");
        return new(
            files.Select(artifact =>
                artifact.Path == file ? artifact with { Content = pattern.Replace(artifact.Content, to.Replace("$", "$$")) } : artifact
            )
        );
    }
}
