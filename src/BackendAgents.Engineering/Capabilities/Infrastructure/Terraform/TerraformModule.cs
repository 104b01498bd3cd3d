using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform;

/// <summary>
/// A module: its resources, and what goes in and out. The call of it follows from that, so that a name stands in one place.
/// </summary>
/// <param name="Name">Its name and folder.</param>
/// <param name="Purpose">What it is for, at the top of its file.</param>
/// <param name="Inputs">What goes in.</param>
/// <param name="Blocks">Its resources and data.</param>
/// <param name="Outputs">What comes out: a name and its expression.</param>
internal sealed record TerraformModule(
    string Name,
    string Purpose,
    IReadOnlyList<ModuleInput> Inputs,
    IReadOnlyList<HclBlock> Blocks,
    IReadOnlyList<(string Name, string Value, string Description)> Outputs
)
{
    /// <summary>Files beside its own, which it reads.</summary>
    public IReadOnlyList<Artifact> Beside { get; init; } = [];

    /// <summary>What of it is in a file of its own, to be read by itself: the file's name, what it is for, its blocks.</summary>
    public IReadOnlyList<(string File, string Purpose, IReadOnlyList<HclBlock> Blocks)> Parts { get; init; } = [];

    /// <summary>What it is called in the root where it is used more than once; null for its name.</summary>
    public string? CalledAs { get; init; }

    /// <summary>An expression of all that it is used for, once each; null for once.</summary>
    public string? Each { get; init; }

    /// <summary>Other modules that are made whole before it, though it takes nothing of them.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The same with other values for some of what goes in.</summary>
    public TerraformModule With(params (string Name, string Value)[] values) =>
        this with
        {
            Inputs =
            [
                .. Inputs.Select(input =>
                    values.FirstOrDefault(value => value.Name == input.Name) is { Name: not null } given
                        ? input with
                        {
                            Value = given.Value,
                        }
                        : input
                ),
            ],
        };

    /// <summary>Its files.</summary>
    public IEnumerable<Artifact> Files(string folder)
    {
        var path = $"{folder}/modules/{Name}/";
        yield return new Artifact(path + "main.tf", HclText.Write("Generated from backend.yaml. " + Purpose, Blocks));
        yield return new Artifact(
            path + "variables.tf",
            HclText.Write("What this module is given.", Inputs.Select(static input => input.Declaration()))
        );
        foreach (var (file, purpose, blocks) in Parts)
            yield return new Artifact(path + file, HclText.Write(purpose, blocks));
        foreach (var file in Beside)
            yield return file with
            {
                Path = path + file.Path,
            };
        if (Outputs.Count > 0)
            yield return new Artifact(
                path + "outputs.tf",
                HclText.Write(
                    "What others need of it.",
                    Outputs.Select(static output => new HclBlock("output", output.Name)
                    {
                        { "description", output.Description },
                        { "value", HclExpression.Of(output.Value) },
                    })
                )
            );
    }

    /// <summary>The call of it from the root.</summary>
    public HclBlock Call()
    {
        var call = new HclBlock("module", CalledAs ?? Name)
        {
            { "source", "./modules/" + Name },
            { "for_each", Each is null ? null : HclExpression.Of(Each) },
        };
        foreach (var input in Inputs)
            call.Add(input.Name, HclExpression.Of(input.Value));
        if (After.Count > 0)
            call.Add("depends_on", After.Select(static module => HclExpression.Of("module." + module)).ToArray());
        return call;
    }
}

/// <summary>Something that goes into a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type: <c>string</c>, <c>list(string)</c>.</param>
/// <param name="Description">What it is.</param>
/// <param name="Value">What the root gives: an expression.</param>
internal sealed record ModuleInput(string Name, string Type, string Description, string Value)
{
    /// <summary>Whether it is used and never kept.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>Its declaration in the module.</summary>
    public HclBlock Declaration() =>
        new("variable", Name)
        {
            { "description", Description },
            { "type", HclExpression.Of(Type) },
            { "sensitive", IsEphemeral ? true : null },
            { "ephemeral", IsEphemeral ? true : null },
        };

    /// <summary>The name that everything begins with.</summary>
    public static ModuleInput OfName { get; } = new("name", "string", "Name that everything begins with.", "var.name");
}
