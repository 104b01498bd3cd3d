using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Capabilities.Messaging.Outbox;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Emitters.AspNetCore;
using BackendAgents.Engineering.Emitters.AspNetCore.Behaviour;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Scheduling;

/// <summary>What the blueprint's jobs do by the clock, within the service: once for all instances.</summary>
internal sealed class JobsCapability : ICapability, IEmitter
{
    public CapabilityInfo Info { get; } =
        new(
            "jobs",
            "Scheduled jobs",
            "What is done by the clock for rows in a condition: once for all instances, and once for what was missed."
        );

    public string Id => Info.Id;

    public string Description => "Jobs, and what runs them by the clock";

    public bool IsUsedBy(Blueprint blueprint) => blueprint.Jobs.Count > 0;

    public void Plan(PlanBuilder plan) => plan.Add(OutboxCapability.Enabled);

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add((IEmitter)this);
        delivery.Add(new TestFolderEmitter("Clock"));
        delivery.Add(DeliveredPackages.Of("Cronos"));
        delivery.AddRegistration("services.AddJobs(builder.Configuration);");
        var index = delivery.Plan.Index;
        var rows = delivery.Plan.Blueprint.Jobs.Select(job =>
            $"| {job.Name} | {job.Schedule} ({job.TimeZone}) | `{JobSchedule.Cron(job.Schedule)}` "
            + $"| {index.EntityById(job.ForEach)!.Name} |"
        );
        delivery.AddSection(
            "By the clock",
            $"""
            Jobs run inside the service, each once for all instances, and once after a time in which none ran. Each row has a
            transaction of its own: one that fails is logged and stops no other. The table `scheduled_runs` tells when each runs next
            and what the last run did.

            | job | when | cron | rows of |
            |---|---|---|---|
            {string.Join('\n', rows)}
            """
        );
    }

    public IEnumerable<Artifact> Emit(Delivery delivery)
    {
        var model = new ServiceModel(delivery.Plan);
        return Template
            .Folder(model, Template.Service + "Infrastructure/Jobs/")
            .Concat(Template.Folder(model, Template.Tests + "Jobs/"))
            .Concat(JobFiles.Emit(model));
    }
}
