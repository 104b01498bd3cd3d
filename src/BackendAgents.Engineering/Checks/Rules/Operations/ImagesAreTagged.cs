using BackendAgents.Engineering.Checks.Rules.Reading;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Checks.Rules.Operations;

/// <summary>Base images have a tag.</summary>
internal sealed class ImagesAreTagged()
    : Rule(new RuleDescriptor("OPS001", "Base images have a tag.", Area.Operations, Severity.Warning, "Pin the tag.", "hadolint DL3006"))
{
    public override IEnumerable<Diagnostic> Check(CheckContext context)
    {
        if (DockerfileText.Of(context) is not { } file)
            yield break;
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "scratch" };
        foreach (var from in file.Instructions.Where(static instruction => instruction.Keyword == "FROM"))
        {
            if (
                !stages.Contains(from.Image)
                && !from.Image.Split('/')[^1].Contains(':')
                && !from.Image.Contains('@')
                && !from.Image.StartsWith('$')
            )
                yield return Descriptor.Report(DockerfileText.At(from), $"The image '{from.Image}' has no tag.");
            if (from.Words is [.., var keyword, var stage] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase))
                stages.Add(stage);
        }
    }
}
