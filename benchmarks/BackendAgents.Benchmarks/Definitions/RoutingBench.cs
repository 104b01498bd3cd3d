using System.Diagnostics;
using System.Globalization;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>How long it takes to index definitions of the usual size and to route a message among them.</summary>
internal static class RoutingBench
{
    private const int Rounds = 9;

    private static readonly int[] s_sizes = [150, 500, 1_000, 2_000];
    private static readonly string[] s_messages =
    [
        "Members may borrow up to five books for three weeks, and a fine grows for each day late",
        "Our Kubernetes pods stay pending although the autoscaler added nodes",
        "Der Knopf auf der Startseite ist zu klein",
        "Review the security of my API before we go live, and tell me what would break",
        "hello, how are you today",
    ];

    private static readonly string[] s_subjects =
    [
        "python services",
        "react components",
        "terraform modules",
        "payroll rules",
        "chemistry lessons",
        "postgres queries",
        "unity games",
        "privacy policies",
        "kafka topics",
        "travel plans",
    ];

    public static void Run()
    {
        Console.WriteLine("| definitions | ms cold | ms to index | ms a message |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var size in s_sizes)
        {
            var agents = Enumerable.Range(0, size).Select(Agent).ToList();
            var watch = Stopwatch.StartNew();
            var router = new AgentRouter(agents);
            router.Route(s_messages[0]);
            var cold = watch.Elapsed.TotalMilliseconds;
            var index = Middle(() => router = new AgentRouter(agents));
            var route = Middle(() =>
            {
                foreach (var message in s_messages)
                    router.Route(message);
            });
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"| {size} | {cold:0} | {index:0} | {route / s_messages.Length:0.00} |")
            );
        }
    }

    private static double Middle(Action work)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            work();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Rounds / 2);
    }

    // Each about something else, with a prompt of some 6,000 characters.
    private static AgentDefinition Agent(int number)
    {
        var subject = s_subjects[number % s_subjects.Length];
        var points = Enumerable
            .Range(0, 80)
            .Select(point => $"- Look at part {point} of the {subject} number {number}: schema{point % 17}, tests, queries.");
        return new AgentDefinition
        {
            Name = $"{subject.Replace(' ', '-')}-expert-{number}",
            Description =
                $"Use this agent for {subject} of kind {number}.\n\n<example>\nuser: \"Help me with my {subject}\"\n"
                + "assistant: \"Gladly.\"\n</example>",
            Instructions = $"You know {subject}.\n\n## How you work\n\n{string.Join('\n', points)}\n",
        };
    }
}
