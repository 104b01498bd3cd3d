using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Capabilities.Diagrams;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.Documents;

/// <summary>Context, containers, data flow and sequences, as Mermaid draws them.</summary>
internal static class Architecture
{
    private const int MaxSequences = 12;
    private const int MaxSteps = 30;

    public static string Write(ServicePlan plan, IReadOnlyList<DataFlow> flows)
    {
        var text = new CodeWriter(2)
            .Line($"# Architecture of {MarkdownText.Escape(plan.Blueprint.Service.Title)}")
            .Line()
            .Line("Drawn from `backend.yaml`: who uses it, what it is made of, how data flows, and what happens in which order.")
            .Line()
            .Line("## Context")
            .Line();
        Diagram(text, inner => Context(inner, plan));
        text.Line().Line("## Containers").Line().Line("What runs, and whom it speaks to.").Line();
        Diagram(text, inner => Containers(inner, flows));
        text.Line()
            .Line("## Data flow")
            .Line()
            .Line("Dashed lines come from outside of what the operators control. [Threats](threat-model.md) has a section for each number.")
            .Line();
        Diagram(text, inner => Flow(inner, flows));
        Sequences(text, plan);
        return text.ToString();
    }

    private static void Context(CodeWriter text, ServicePlan plan)
    {
        text.Line("flowchart LR");
        var title = MermaidText.Quoted(plan.Blueprint.Service.Title);
        text.Line($"  service[\"{title}\"]");
        var roles = plan.Blueprint.Roles.Select(static role => role.Name).DefaultIfEmpty("caller").Prepend("anybody").Distinct().ToList();
        for (var i = 0; i < roles.Count; i++)
            text.Line($"  role{i}([\"{MermaidText.Quoted(roles[i])}\"]) -->|HTTPS| service");
    }

    private static void Containers(CodeWriter text, IReadOnlyList<DataFlow> flows)
    {
        text.Line("flowchart TB");
        foreach (var part in Parts(flows))
            text.Line("  " + Node(part));
        foreach (var flow in flows)
            text.Line($"  {Word(flow.From)} --> {Word(flow.To)}");
    }

    private static void Flow(CodeWriter text, IReadOnlyList<DataFlow> flows)
    {
        text.Line("flowchart LR").Line("  subgraph own [\"Controlled by the operators\"]");
        foreach (var part in Parts(flows).Where(static part => part.Kind is not (FlowKind.Callers or FlowKind.Operators)))
            text.Line("    " + Node(part));
        text.Line("  end");
        for (var i = 0; i < flows.Count; i++)
            text.Line(
                $"  {Word(flows[i].From)} {(flows[i].Crosses ? "-.->" : "-->")}|\"{i + 1}. {MermaidText.Quoted(flows[i].What)}\"| "
                    + $"{Word(flows[i].To)}"
            );
    }

    private static void Sequences(CodeWriter text, ServicePlan plan)
    {
        var scenarios = plan.Blueprint.Scenarios.Take(MaxSequences).ToList();
        if (scenarios.Count == 0)
            return;
        text.Line().Line("## What happens in which order").Line();
        if (plan.Blueprint.Scenarios.Count > MaxSequences)
            text.Line($"The first {MaxSequences} of {plan.Blueprint.Scenarios.Count} scenarios; all are among the delivered tests.").Line();
        foreach (var scenario in scenarios)
        {
            text.Line($"### {MarkdownText.Escape(scenario.Title)}").Line();
            Diagram(text, inner => Sequence(inner, plan, scenario));
            text.Line();
        }
    }

    private static void Sequence(CodeWriter text, ServicePlan plan, Scenario scenario)
    {
        text.Line("sequenceDiagram");
        foreach (var caller in scenario.Steps.Where(static step => step.Call is not null).Select(Caller).Distinct())
            text.Line($"  actor {MermaidText.Word(caller)} as {MermaidText.Quoted(caller)}");
        text.Line($"  participant service as {MermaidText.Quoted(plan.Blueprint.Service.Title)}");
        foreach (var step in scenario.Steps.Take(MaxSteps))
        {
            if (step.Call is not { } call)
            {
                text.Line($"  Note over service: {MermaidText.Quoted(step.Wait ?? "")} pass");
                continue;
            }

            var operation = plan.Blueprint.Operations.FirstOrDefault(known => known.Id == call)?.Name ?? call;
            var endpoint = plan.Contract.Endpoint(operation);
            var asked = endpoint is null ? call : $"{endpoint.Method} {endpoint.Path.Replace('{', '(').Replace('}', ')')}";
            var status = step.Expect?.Status ?? endpoint?.Success.Status ?? 200;
            var answer = step.Expect?.Problem is { } problem ? $"{status} {problem}" : $"{status}";
            var who = MermaidText.Word(Caller(step));
            text.Line($"  {who}->>service: {MermaidText.Quoted(asked)}").Line($"  service-->>{who}: {MermaidText.Quoted(answer)}");
        }
    }

    // Also a name that is a word of Mermaid stays a name.
    private static string Caller(ScenarioStep step) => step.As is { } name ? "caller " + name : "anybody";

    private static IEnumerable<FlowPart> Parts(IReadOnlyList<DataFlow> flows) =>
        flows.SelectMany(static flow => new[] { flow.From, flow.To }).DistinctBy(static part => part.Id);

    private static string Word(FlowPart part) => "part_" + MermaidText.Word(part.Id);

    private static string Node(FlowPart part)
    {
        var title = MermaidText.Quoted(part.Title);
        return part.Kind switch
        {
            FlowKind.Store => $"{Word(part)}[(\"{title}\")]",
            FlowKind.Callers or FlowKind.Operators => $"{Word(part)}([\"{title}\"])",
            _ => $"{Word(part)}[\"{title}\"]",
        };
    }

    private static void Diagram(CodeWriter text, Action<CodeWriter> content)
    {
        text.Line("```mermaid");
        content(text);
        text.Line("```");
    }
}
