using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.LoadTesting;

/// <summary>What the service has to carry: a script for k6 with the targets as its limits, and a plan of capacity.</summary>
internal sealed class LoadTestCapability : ICapability
{
    /// <summary>Its id.</summary>
    public const string Id = "load-test";

    private const string Script = "tests/load/k6.js";
    private const string Page = "docs/capacity.md";

    public CapabilityInfo Info { get; } =
        new(
            Id,
            "Load test",
            "A script for k6 with the targets as its limits, a verifier that measures, and a plan of capacity up to ten times the load."
        )
        {
            Words =
            [
                "k6",
                "load test",
                "load tests",
                "load testing",
                "stress test",
                "stress tests",
                "performance test",
                "performance tests",
                "capacity plan",
                "capacity planning",
            ],
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.AddFiles(Id, "Script for k6, and the plan of capacity", static plan =>
            [new Artifact(Script, K6Script.Write(plan)), new Artifact(Page, CapacityPage.Write(new CapacityPlan(plan)))]
        );
        delivery.AddSection(
            "Load",
            $"""
            `k6 run --env BASE_URL=https://HOST {Script}` goes to the peak of the targets and fails when they are not kept; then to
            ten times that, to show what breaks first (`--env SCALE=1` leaves it out). It reads, and has the conversations of the
            scenarios by accounts of their roles;
            `--env ADMIN_LOGIN` and `ADMIN_PASSWORD` let it make those that an administrator makes. Set `RateLimit__RequestsPerMinute` and
            `RateLimit__AuthenticationsPerMinute` for the run, for it is one caller, and don't run it on a database that matters: it writes.
            [Capacity]({Page}) says what is needed for how much, and what breaks first.
            """
        );
    }
}
