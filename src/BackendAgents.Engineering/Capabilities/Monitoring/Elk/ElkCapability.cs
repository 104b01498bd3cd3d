using System.Text.Json;
using System.Text.Json.Nodes;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring.Elk;

/// <summary>Logs by the Elastic Common Schema, and what an Elastic stack needs to take and to find them.</summary>
internal sealed class ElkCapability : ICapability, IEmitter
{
    /// <summary>Its id.</summary>
    public const string Capability = "elk";

    /// <summary>Where its files are delivered.</summary>
    public const string Folder = "monitoring/elk/";

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    public CapabilityInfo Info { get; } =
        new(
            Capability,
            "ELK",
            "Logs as JSON by the Elastic Common Schema; index template, time to live, ingest pipeline, Filebeat and saved searches."
        )
        {
            Words = [Capability, "elk stack", "elastic stack", "kibana", "logstash", "filebeat"],
            Options = typeof(ElkOptions),
            IsOptional = true,
        };

    public string Id => Info.Id;

    public string Description => "Logs by the Elastic Common Schema";

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.AddRegistration("builder.AddEcsLogging();");
        delivery.AddSection(
            "Search its logs",
            $"""
            In production each line of log is a JSON object by the Elastic Common Schema; in development set
            `Logging__Console__FormatterName=ecs`. `ELASTIC_URL=… ELASTIC_API_KEY=… KIBANA_URL=… bash {Folder}setup.sh` makes the template,
            the time to live, the pipeline and the saved searches; `{Folder}filebeat.yml` ships what containers print. No
            header, body or query of a request is logged.
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var plan = delivery.Plan;
        yield return new Artifact(
            $"src/{plan.ProjectName}/Infrastructure/EcsLogging.g.cs",
            EcsCode.Write(plan, plan.ProjectName + ".Infrastructure", "ServiceInfo.Name")
        );
        foreach (var file in Files(new ElkFiles(plan, plan.Options<ElkOptions>(Id))))
            yield return file;
    }

    /// <summary>What an Elastic stack needs.</summary>
    public static IEnumerable<Artifact> Files(ElkFiles stack)
    {
        yield return new Artifact(Folder + "ilm-policy.json", Json(stack.Policy()));
        yield return new Artifact(Folder + "index-template.json", Json(stack.Template()));
        yield return new Artifact(Folder + "ingest-pipeline.json", Json(stack.Pipeline()));
        yield return new Artifact(Folder + "saved-searches.ndjson", stack.Searches());
        yield return new Artifact(Folder + "filebeat.yml", stack.Filebeat());
        yield return new Artifact(Folder + "setup.sh", stack.Setup());
    }

    private static string Json(JsonObject value) => value.ToJsonString(s_indented).ReplaceLineEndings("\n") + "\n";
}
