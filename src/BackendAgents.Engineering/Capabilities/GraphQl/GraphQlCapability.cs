using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>GraphQL beside REST, from the same contract: the same operations, access rules and problems, and relations.</summary>
internal sealed class GraphQlCapability : ICapability, IEmitter
{
    private const string Folder = "Infrastructure/GraphQl/";

    public CapabilityInfo Info { get; } =
        new(
            "graphql",
            "GraphQL",
            "A GraphQL schema over the same operations, access rules and problems as the REST interface, and subscriptions to events."
        )
        {
            Words = ["graphql", "graph ql", "graphql api", "apollo"],
            Options = typeof(GraphQlOptions),
            IsOptional = true,
        };

    public string Id => Info.Id;

    public string Description => "GraphQL schema, its resolvers and their tests";

    public void Plan(PlanBuilder plan)
    {
        plan.Add(new Setting("GraphQl:OnlyDocuments", "whether only the documents of the folder are answered", "false"));
        plan.Add(new Setting("GraphQl:Documents", "folder of GraphQL documents that clients ask for by their SHA-256", "documents"));
        if (!GraphSubscription.Of(plan.Index, HttpContract.Of(plan.Blueprint)).Any())
            return;
        plan.Add(
            new Setting(
                "GraphQl:KeepAliveSeconds",
                "seconds after which a quiet subscription shows that it is alive; balancers give up after 30",
                "15"
            )
        );
        var meter = plan.Blueprint.Service.Name;
        plan.Add(new Metric("graphql.subscriptions", MetricKind.Gauge, "{subscription}", "Subscriptions that are open", meter));
        plan.Add(new Metric("graphql.told", MetricKind.Counter, "{event}", "Events told to subscribers", meter));
        plan.Add(new Metric("graphql.ended", MetricKind.Counter, "{subscription}", "Subscriptions that ended, by reason", meter));
    }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.Add(DeliveredPackages.Of("GraphQL"));
        delivery.Add(DeliveredPackages.Of("GraphQL.SystemTextJson"));
        delivery.AddRegistration("services.AddGraphQl();");
        delivery.AddEndpoints("app.MapGraphQl();");
        delivery.AddSection(
            "GraphQL",
            """
            `POST /graphql` takes `{"query": …, "variables": …}`; the schema is `schema.graphql`. Each field at the root is the operation of the
            REST interface with the same validation, access rules and problem codes (in `extensions` of an error). Log in over REST and send the
            same token. Relations are read for all rows of a level in one statement. A document in the folder `documents` beside the service can
            be asked for by `{"documentId": "sha256:<hex of its text>"}`; with `GraphQl:OnlyDocuments` no others are answered.
            """
        );
        var subscriptions = GraphSubscription.Of(delivery.Plan.Index, delivery.Plan.Contract).ToList();
        if (subscriptions.Count == 0)
            return;
        delivery.AddRegistration("services.AddGraphEvents();");
        delivery.AddSection("Subscriptions", SubscriptionReadme.Text(subscriptions, delivery.Plan));
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var service = new ServiceModel(delivery.Plan);
        var model = new GraphModel(delivery.Plan);
        var schema = new SchemaWriter(model).Write();
        yield return new Artifact("schema.graphql", schema);
        yield return new Artifact(
            $"{service.SourceFolder}/{Folder}GraphTables.g.cs",
            ServiceModel.Header("what GraphQL looks up.")
                + TablesFile.Write(model, service, delivery.Plan.Options<GraphQlOptions>(Id), schema)
        );
        string[] folders = model.Subscriptions.Count == 0 ? ["GraphQl/"] : ["GraphQl/", "GraphQl/Events/"];
        foreach (var folder in folders)
        {
            foreach (var file in Template.Folder(service, $"{Template.Service}Infrastructure/{folder}"))
                yield return file;
            foreach (var file in Template.Folder(service, Template.Tests + folder))
                yield return file;
        }

        yield return new Artifact(
            $"{service.TestFolder}/GraphQl/GraphSamples.g.cs",
            ServiceModel.Header("rows to ask for.") + SamplesFile.Write(model, service)
        );
    }
}
