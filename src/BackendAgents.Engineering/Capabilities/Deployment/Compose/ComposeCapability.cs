using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Deployment.Compose;

/// <summary>The service and what it needs on one machine, from one file.</summary>
internal sealed class ComposeCapability : ICapability
{
    public CapabilityInfo Info { get; } =
        new("compose", "Docker Compose", "The service with everything it needs on one machine; secrets come from files.")
        {
            Words = ["docker compose", "docker-compose", "compose"],
            Options = typeof(ComposeOptions),
            IsOptional = true,
        };

    public void Plan(PlanBuilder plan) { }

    public void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(new ComposeEmitter());
        delivery.AddConfiguration(DeploymentSecrets.Configuration);
        delivery.Add(
            new ReadmeSection(
                "Run it with its database",
                """
                ```bash
                bash secrets/create.sh && docker compose up --build --detach --wait
                ```

                `secrets/create.sh` makes new secrets once, in files that git ignores; there are no default passwords.
                """
            )
        );
    }
}
