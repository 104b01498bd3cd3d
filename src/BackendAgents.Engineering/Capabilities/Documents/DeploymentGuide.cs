using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Deployment;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Documents;

/// <summary>From nothing to a service that runs, and back to the version before: in the order in which it is done.</summary>
internal static class DeploymentGuide
{
    public static string Write(Delivery delivery)
    {
        var plan = delivery.Plan;
        var text = new CodeWriter()
            .Line("# Deployment")
            .Line()
            .Line("In the order in which it is done. How each place is filled is in the README's section of that name.")
            .Line()
            .Line("## 1. What has to be there")
            .Line()
            .Line($"- A registry for the image: `{ServiceImage.Repository(plan)}`.");
        foreach (var resource in plan.Resources.Where(static resource => resource.Connection is not null))
            text.Line($"- {resource.Title}, reachable from the service and from nowhere else.");
        text.Line("- A name and a certificate for it, unless the cloud makes one.")
            .Line()
            .Line("## 2. Secrets")
            .Line()
            .Line("Made for each place anew; none is in a file of the repository.")
            .Line()
            .Line("| secret | for |")
            .Line("|---|---|");
        foreach (var name in DeploymentSecrets.All(plan))
            text.Line($"| `{name}` | {MarkdownText.Escape(Meaning(plan, name))} |");
        text.Line()
            .Line("## 3. The database first")
            .Line()
            .Line(
                $"`dotnet {plan.ProjectName}.dll {ServiceImage.Migrate}` applies what is missing of `db/migrations/` and ends. "
                    + $"Every migration fits the version"
            )
            .Line("that still runs, so that both may run side by side while one replaces the other.")
            .Line()
            .Line("## 4. The service")
            .Line()
            .Line(
                $"It is well when `{plan.ReadyPath}` answers 200; `{plan.LivePath}` says only that the process works. An instance "
                    + $"that ends takes no new"
            )
            .Line("requests and finishes those that it has, for 30 seconds.")
            .Line();
        foreach (var section in delivery.Sections.Where(static section => IsPlace(section.Title)))
            text.Line($"- README: {section.Title}");
        text.Line()
            .Line("## 5. Look whether it works")
            .Line()
            .Line($"1. `curl --fail https://HOST{plan.ReadyPath}`")
            .Line("2. The script in the README's section 'Try it' uses the service as two people would.")
            .Line("3. Errors and latency stay below the [levels of service](service-levels.md) for an hour.")
            .Line()
            .Line("## Back to the version before")
            .Line()
            .Line(
                "Roll out the image's tag before. The database stays as it is: the older version runs on it. A `.down.sql` is for "
                    + "tests; in production"
            )
            .Line("it would throw away rows.");
        return text.ToString();
    }

    private static bool IsPlace(string title) =>
        title.StartsWith("Run it", StringComparison.Ordinal)
        || title.StartsWith("On A", StringComparison.Ordinal)
        || title.StartsWith("Behind", StringComparison.Ordinal);

    private static string Meaning(ServicePlan plan, string name) =>
        plan.Settings.FirstOrDefault(setting => setting.Variable == name)?.Meaning
        ?? plan.Resources.FirstOrDefault(resource => resource.Container?.SecretFiles.Values.Contains(name) == true)?.Title
        ?? plan.Jobs.FirstOrDefault(job => job.Secrets.Contains(name))?.Meaning
        ?? "";
}
