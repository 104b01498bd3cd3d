using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>A stage has a name of its own, and files come from stages before.</summary>
internal sealed class StagesAreKnown()
    : Rule(
        new RuleDescriptor(
            "OPS032",
            "A stage has a name of its own, and files come from stages before.",
            Area.Operations,
            Severity.Error,
            "Name each stage once (FROM … AS name), and copy from one that is above.",
            "hadolint DL3022, DL3023, DL3024"
        )
    )
{
    private const string From = "--from=";

    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (DockerfileText.Of(context) is not { } file)
            yield break;
        var (before, current, number) = (new HashSet<string>(StringComparer.OrdinalIgnoreCase), "", 0);
        foreach (var instruction in file.Instructions)
        {
            if (instruction.Keyword == "FROM")
            {
                if (number > 0)
                    before.UnionWith([current, (number - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)]);
                number++;
                current =
                    instruction.Words is [.., var keyword, var stage] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase)
                        ? stage
                        : "";
                if (current.Length > 0 && before.Contains(current))
                    yield return Descriptor.Report(DockerfileText.At(instruction), $"A stage before is '{current}', too.");
            }
            else if (
                instruction.Keyword == "COPY"
                && instruction.Words.FirstOrDefault(static word => word.StartsWith(From, StringComparison.Ordinal)) is { } flag
                && flag[From.Length..] is var source
                && !before.Contains(source)
                && !source.Contains(':')
            )
                yield return Descriptor.Report(DockerfileText.At(instruction), $"No stage before is '{source}'.");
        }
    }
}
