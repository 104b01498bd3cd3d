using BackendAgents.Benchmarks.Briefs;
using BackendAgents.Benchmarks.Coordination;
using BackendAgents.Benchmarks.Definitions;
using BackendAgents.Benchmarks.Deliveries;
using BenchmarkDotNet.Running;

namespace BackendAgents.Benchmarks;

/// <summary>
/// <c>dotnet run -c Release -- coordination</c> prints the coordination table in a minute or two, <c>-- parallel</c> that of many runs
/// at once, <c>-- definitions</c> that of the loader, <c>-- routing</c> that of the router, <c>-- briefs</c> that of the reader of briefs,
/// <c>-- entities</c> what one more entity of a service costs, <c>-- service</c> what copies and GraphQL save a delivered service,
/// <c>-- events</c> what announcing an event costs it, <c>-- sorts</c> what pages cost that callers sort;
/// <c>-- routing-fit</c> fits the weights of the router (one half of them with <c>--words</c> or <c>--embeddings</c>),
/// <c>-- routing-figures</c> says how often it is right, and
/// <c>-- routing-words</c> makes its table of words anew, <c>-- routing-means</c> the means of its embeddings;
/// anything else goes to
/// BenchmarkDotNet, as <c>--filter '*'</c>.
/// </summary>
internal static class Program
{
    public static async Task Main(string[] args)
    {
        if (args is ["coordination", ..])
            await CoordinationTable.RunAsync(args.Contains("--quick"));
        else if (args is ["briefs", ..])
            BriefTable.Run();
        else if (args is ["entities", ..])
            EntityTable.Run();
        else if (args is ["service", ..])
            await ServiceTable.RunAsync();
        else if (args is ["events", ..])
            await EventTable.RunAsync();
        else if (args is ["sorts", ..])
            await SortTable.RunAsync();
        else if (args is ["parallel", ..])
            await ParallelTable.RunAsync();
        else if (args is ["definitions", "--cold", var side])
            DefinitionTable.Cold(side);
        else if (args is ["definitions", ..])
            DefinitionTable.Run();
        else if (args is ["routing-fit", ..])
            await RoutingFit.RunAsync(
                args.Contains("--cross"),
                !args.Contains("--embeddings"),
                !args.Contains("--words"),
                args.FirstOrDefault(static arg => arg.StartsWith("--authors=", StringComparison.Ordinal))?[10..] ?? ""
            );
        else if (args is ["routing-figures", ..] && args.Contains("--words"))
            RoutingFigures.RunByWords(args.Contains("--misses"), [.. args.Skip(1).Where(File.Exists)]);
        else if (args is ["routing-figures", ..])
            await RoutingFigures.RunAsync(args.Contains("--misses"), [.. args.Skip(1).Where(File.Exists)]);
        else if (args is ["routing-words", ..])
            await RoutingWords.RunAsync();
        else if (args is ["routing-means", ..])
            await RoutingMeans.RunAsync();
        else if (args is ["routing", ..])
            RoutingBench.Run();
        else
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    }
}
