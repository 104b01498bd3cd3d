using BackendAgents.Engineering.Blueprints.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>Blueprints as YAML. Reading is strict and bounded; writing is canonical: the same blueprint gives the same bytes.</summary>
internal static class BlueprintYaml
{
    /// <summary>The longest document that is read, in characters.</summary>
    public const int MaxLength = 4_194_304;

    /// <summary>Reads and validates a document.</summary>
    /// <param name="yaml">The document. Ids may be left out, and references may name their target by id or name.</param>
    /// <param name="file">The file to name in problems.</param>
    /// <param name="more">Finds problems that only a host knows of; asked once the blueprint itself is valid.</param>
    /// <returns>A valid blueprint, or all problems with line and column where they are known.</returns>
    public static BlueprintReadResult Parse(
        string yaml,
        string file = "backend.yaml",
        Func<Blueprint, IEnumerable<Diagnostic>>? more = null
    )
    {
        var document = YamlDocumentReader.Read(yaml);
        var binder = new YamlBinder();
        var loose = new LooseReader();
        var bound = document.Problems.Count > 0 ? null : binder.Bind(loose.Read(document.Root!));
        List<Diagnostic> problems = [.. document.Problems, .. binder.Problems];
        if (problems.Count == 0)
        {
            bound = BlueprintIds.Complete(bound!);
            problems.AddRange(BlueprintValidator.Validate(bound).Select(binder.Locate));
            if (problems.Count == 0 && more is not null)
                problems.AddRange(more(bound).Select(binder.Locate));
        }

        return problems.Count == 0
            ? new BlueprintReadResult { Blueprint = bound, Notes = loose.Notes }
            : new BlueprintReadResult
            {
                Problems = [.. problems.Select(problem => problem with { Place = problem.Place with { File = file } })],
                Notes = loose.Notes,
            };
    }

    /// <summary>Writes a blueprint: LF endings, defaults left out.</summary>
    public static string Write(Blueprint blueprint) => YamlDocumentWriter.Write(blueprint);
}
