using BackendAgents.Engineering.Emitters;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Monitoring;

/// <summary>What is measured of every service, by the names of .NET and OpenTelemetry, and of this service by its operations.</summary>
internal static class ServiceMetrics
{
    /// <summary>Time to an answer.</summary>
    public const string Duration = "http.server.request.duration";

    /// <summary>Requests in work.</summary>
    public const string Active = "http.server.active_requests";

    /// <summary>Operations by outcome: the business in numbers.</summary>
    public const string Operations = "service.operations";

    /// <summary>Work that waits for a thread.</summary>
    public const string ThreadQueue = "dotnet.thread_pool.queue.length";

    /// <summary>Memory of the process.</summary>
    public const string Memory = "dotnet.process.memory.working_set";

    /// <summary>CPU time of the process.</summary>
    public const string Cpu = "dotnet.process.cpu.time";

    /// <summary>Exceptions, caught ones among them.</summary>
    public const string Exceptions = "dotnet.exceptions";

    private const string Runtime = "System.Runtime";

    /// <summary>Adds them to a plan.</summary>
    public static void Plan(PlanBuilder plan)
    {
        plan.Add(
            new Metric(
                Operations,
                MetricKind.Counter,
                "{operation}",
                "Operations by name, outcome (done, refused, failed) and problem",
                plan.Blueprint.Service.Name
            )
        );
        PlanRuntime(plan);
    }

    /// <summary>Adds what .NET measures of every process.</summary>
    public static void PlanRuntime(PlanBuilder plan)
    {
        // It goes up and down, but .NET shows it as a counter; so it is one by name.
        plan.Add(new Metric(ThreadQueue, MetricKind.Counter, "{work_item}", "Work that waits for a thread", Runtime));
        plan.Add(new Metric(Memory, MetricKind.Gauge, "By", "Memory of the process", Runtime));
        plan.Add(new Metric(Cpu, MetricKind.Counter, "s", "CPU time of the process", Runtime));
        plan.Add(new Metric(Exceptions, MetricKind.Counter, "{exception}", "Exceptions, caught ones among them", Runtime));
    }

    /// <summary>Adds what counts operations to a delivery.</summary>
    public static void Deliver(DeliveryBuilder delivery)
    {
        delivery.Add(new OperationMetricsEmitter());
        delivery.Add(DeliveredPackages.Of("OpenTelemetry.Extensions.Hosting"));
        delivery.AddRegistration("services.AddSingleton<OperationMetrics>();");
        delivery.AddMiddleware(MiddlewareStage.Errors, "app.UseOperationMetrics();");
    }
}
