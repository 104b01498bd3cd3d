using System.Globalization;
using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.LoadTesting;

/// <summary>The plan of capacity for people: what is needed now, at three and at ten times the load, and what breaks first.</summary>
internal static class CapacityPage
{
    // What PostgreSQL and MySQL allow without being told otherwise, less what people and backups need.
    private const int UsualConnections = 90;

    public static string Write(CapacityPlan plan)
    {
        var targets = plan.Plan.Blueprint.Targets;
        var text = new CodeWriter()
            .Line("# Capacity")
            .Line()
            .Line(
                $"Computed from the targets of `backend.yaml`: {plan.Peak} requests a second at the "
                    + $"peak{Named(targets.RequestsPerSecond)}, answers within"
            )
            .Line(
                $"{Number(plan.Latency * 1000)} ms. **These are assumptions until `tests/load/k6.js` has measured them where the "
                    + $"service runs**: an"
            )
            .Line(
                $"instance (half a core, 512 MiB) answers {CapacityPlan.RequestsOfInstance} requests a second and is used to "
                    + $"{Number(CapacityPlan.Used * 100)} %; one of ten requests writes"
            )
            .Line($"{CapacityPlan.RowBytes} bytes; a day is as busy as four hours of its peak.")
            .Line()
            .Line("| | now | 3 times | 10 times |")
            .Line("|---|---|---|---|");
        Row(text, plan, "Requests a second", static (_, load) => Number(load));
        Row(text, plan, "Requests under way at once", static (known, load) => Number(known.UnderWay(load)));
        Row(text, plan, "Instances, one of which may be gone", static (_, load) => Number(CapacityPlan.Instances(load)));
        Row(text, plan, "Connections to the database", static (known, load) => Number(known.Connections(load)));
        Row(text, plan, "Pool of an instance (`Maximum Pool Size`)", static (known, load) =>
            Number(Math.Ceiling(known.Connections(load) / (double)CapacityPlan.Instances(load)))
        );
        Row(text, plan, "Rows a year, in GiB", static (_, load) => Number(CapacityPlan.YearGibibytes(load)));
        text.Line().Line("## What breaks first").Line();
        var number = 0;
        foreach (var sentence in Breaks(plan))
            text.Line($"{++number}. {sentence}");
        text.Line()
            .Line("## What one can turn")
            .Line()
            .Line("| knob | helps | costs |")
            .Line("|---|---|---|")
            .Line("| another instance | requests a second | its memory, and its connections to the database |")
            .Line("| a larger pool | waiting for connections | memory of the database, about 10 MiB each |")
            .Line("| a pooler before the database | more instances than connections | a thing more to run; no session state |")
            .Line("| a copy of the database for reads | reads | answers that may be a second old |")
            .Line("| a larger database | writes | money, and a restart |");
        return text.ToString();
    }

    private static IEnumerable<string> Breaks(CapacityPlan plan)
    {
        if (plan.Plan.Blueprint.Deployment.Database == "sqlite")
        {
            yield return "SQLite: one process writes at a time, on one machine. Set `deployment.database` to `postgresql` before "
                + "the second instance.";
            yield break;
        }

        foreach (var times in new[] { 1, 3, 10 })
        {
            if (plan.Connections(plan.Peak * times) <= UsualConnections)
                continue;
            yield return $"Connections: at {times} times the load {plan.Connections(plan.Peak * times)} are wanted, and the "
                + $"database allows about "
                + $"{UsualConnections} by default. Raise `max_connections`, or put a pooler before it.";
            break;
        }

        yield return "The largest table: a query without an index gets slower with every row, long before there are too many requests.";
        yield return $"The limit for a caller: {plan.Plan.Blueprint.Targets.RequestsPerMinuteOfCaller} requests a minute, which a "
            + $"gateway that stands for many would reach first.";
        yield return "Room: without a time after which rows go (`targets.retentionDays`), backups and restores take longer each month.";
    }

    private static void Row(CodeWriter text, CapacityPlan plan, string what, Func<CapacityPlan, double, string> value) =>
        text.Line($"| {what} | {value(plan, plan.Peak)} | {value(plan, 3.0 * plan.Peak)} | {value(plan, 10.0 * plan.Peak)} |");

    private static string Named(int? value) => value is null ? " (a guess: the brief names none)" : "";

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
