using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using BackendAgents.Coordination.Events;
using BackendAgents.Tests.Coordination.Faults;

namespace BackendAgents.Tests.Coordination.Events;

[NonParallelizable]
public sealed class TelemetryTests
{
    private static async Task<(List<Activity> Spans, Dictionary<string, double> Metrics)> RecordAsync(bool content)
    {
        // Other tests run in this process as well: only what belongs to this trace counts.
        using var parent = new Activity("test").Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == TeamTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == parent.TraceId)
                    spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var metrics = new ConcurrentDictionary<string, double>();
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, meters) =>
        {
            if (instrument.Meter.Name == TeamTelemetry.Name)
                meters.EnableMeasurementEvents(instrument);
        }
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => metrics.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        meters.SetMeasurementEventCallback<double>((instrument, value, _, _) => metrics.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        meters.Start();

        using var folder = new TempFolder();
        var bench = new Workbench(folder.Path);
        await bench.Team.RunAsync(new() { Brief = Desk.Brief, RunId = "run", Project = bench.Project, Options = bench.Team.Options with { RecordContent = content } });
        return ([.. spans], new Dictionary<string, double>(metrics));
    }

    [Test]
    public async Task A_run_is_a_tree_of_run_turns_and_tools_in_the_words_of_the_conventions()
    {
        var (spans, metrics) = await RecordAsync(content: false);

        var run = spans.Single(static span => span.OperationName == "invoke_agent backend-team");
        var turns = spans.Where(span => span.ParentSpanId == run.SpanId).ToList();
        Assert.That(turns.Select(static turn => turn.GetTagItem("gen_ai.operation.name")), Is.All.EqualTo("invoke_agent"));
        Assert.That(turns.Select(static turn => turn.GetTagItem("gen_ai.agent.name")).Distinct(), Is.EquivalentTo(new[] { "developer", "first", "second" }));
        Assert.That(turns[0].GetTagItem("gen_ai.usage.input_tokens"), Is.GreaterThan(0L));
        // The function-calling client adds spans of its own inside an agent's; ours name plugin and function as the journal does.
        var tools = spans.Where(static span => span.OperationName is "execute_tool blueprint-append" or "execute_tool ledger-book").ToList();
        Assert.That(tools, Has.Count.EqualTo(4 * Workbench.Rounds));
        Assert.That(tools.Select(static tool => tool.GetTagItem("gen_ai.agent.name")), Is.All.EqualTo("developer"));
        Assert.That(tools[0].GetTagItem("gen_ai.tool.name"), Is.EqualTo("blueprint-append"));
        Assert.That(run.GetTagItem("backend_agents.stop"), Is.EqualTo("Approved"));
        Assert.That(metrics.Keys, Is.SupersetOf(new[] { "backend_agents.turns", "backend_agents.runs", "gen_ai.client.token.usage", "backend_agents.findings", "backend_agents.turn.duration", "backend_agents.run.duration" }));
    }

    [Test]
    public async Task Content_is_recorded_only_when_asked_for()
    {
        var (without, _) = await RecordAsync(content: false);
        var (with, _) = await RecordAsync(content: true);

        static bool Tells(Activity span) => span.TagObjects.Any(static tag => tag.Value is string text && (text.Contains("shop", StringComparison.Ordinal) || text.Contains("paid", StringComparison.Ordinal)));
        Assert.That(without.Where(Tells), Is.Empty);
        Assert.That(with.Where(Tells), Is.Not.Empty);
    }
}
