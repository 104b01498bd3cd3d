using System.Globalization;
using System.Numerics.Tensors;
using BackendAgents.Definitions;
using BackendAgents.Definitions.Routing;

namespace BackendAgents.Benchmarks.Definitions;

/// <summary>
/// Writes the means that the embeddings of the router take away: of the messages that decide weights, and of the texts of definitions.
/// </summary>
internal static class RoutingMeans
{
    private const string File = "src/BackendAgents.Routing.Embeddings/means.tsv";

    public static async Task RunAsync()
    {
        IReadOnlyList<AgentDefinition> builtIn = AgentDefinitionLoader.BuiltIn();
        IReadOnlyList<AgentDefinition> all = [.. builtIn, .. RoutingSets.Collections("a", "b", "c", "d")];
        using var model = new SentenceModel(centred: false);
        var messages = RoutingRow
            .Read(builtIn, all)
            .Select(static row => AgentRouter.Embedded(row.Text, MessageReading.Read(row.Text)))
            .ToList();
        var texts = await AgentRouter.SentencesAsync(model, [.. all.Select(AgentProfile.Of)], default);
        await System.IO.File.WriteAllLinesAsync(
            File,
            [Mean(await AgentRouter.EmbedMessagesAsync(model, messages, default)), Mean([.. texts.SelectMany(static found => found)])]
        );
    }

    private static string Mean(List<float[]> vectors)
    {
        var sum = new float[vectors[0].Length];
        foreach (var vector in vectors)
            TensorPrimitives.Add(sum, vector, sum);
        TensorPrimitives.Divide(sum, vectors.Count, sum);
        return string.Join('\t', sum.Select(static number => number.ToString("0.####", CultureInfo.InvariantCulture)));
    }
}
