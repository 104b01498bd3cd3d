using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform;

/// <summary>The files of a root that are alike for every cloud.</summary>
internal static class TerraformRoot
{
    /// <summary>What a variable is, and which values it takes.</summary>
    public static HclBlock Variable(
        string name,
        string type,
        string description,
        object? value = null,
        string? condition = null,
        string? otherwise = null
    ) =>
        new("variable", name)
        {
            { "description", description },
            { "type", Of(type) },
            { "default", value },
            condition is null
                ? null
                : new HclBlock("validation") { { "condition", Of(condition) }, { "error_message", otherwise } },
        };

    /// <summary>The variables that every cloud has.</summary>
    public static IEnumerable<HclBlock> Variables(CloudSizing sizing)
    {
        yield return Variable(
            "name",
            "string",
            "Name that everything begins with.",
            sizing.Name,
            "can(regex(\"^[a-z][a-z0-9-]{1,19}$\", var.name))",
            "Write 2 to 20 lower-case letters, digits and hyphens."
        );
        yield return Variable("image_tag", "string", "Tag of the image to run.", sizing.Plan.Blueprint.Service.Version);
        yield return Variable(
            "min_instances",
            "number",
            "Fewest instances.",
            sizing.MinInstances,
            "var.min_instances >= 1 && var.min_instances <= var.max_instances",
            "Write a number from 1 to max_instances."
        );
        yield return Variable("max_instances", "number", "Most instances: what the peak needs.", sizing.MaxInstances);
        yield return Variable(
            "alarm_email",
            "string",
            "Who is told of alarms.",
            null,
            "can(regex(\"^[^@ ]+@[^@ ]+$\", var.alarm_email))",
            "Write an address of e-mail."
        );
    }

    /// <summary>All files of a root and its modules.</summary>
    public static IEnumerable<Artifact> Files(
        string folder,
        IReadOnlyList<HclBlock> versions,
        IEnumerable<HclBlock> variables,
        IEnumerable<HclBlock> main,
        IReadOnlyList<TerraformModule> modules,
        IReadOnlyList<(string Name, string Value, string Description)> outputs
    )
    {
        const string Heading = "Generated from backend.yaml.";
        yield return new Artifact($"{folder}/versions.tf", HclText.Write(Heading, versions));
        yield return new Artifact($"{folder}/variables.tf", HclText.Write(Heading, variables));
        yield return new Artifact($"{folder}/main.tf", HclText.Write(Heading, main.Concat(modules.Select(static module => module.Call()))));
        yield return new Artifact(
            $"{folder}/outputs.tf",
            HclText.Write(
                Heading,
                outputs.Select(static output => new HclBlock("output", output.Name)
                {
                    { "description", output.Description },
                    { "value", Of(output.Value) },
                })
            )
        );
        foreach (var file in modules.DistinctBy(static module => module.Name).SelectMany(module => module.Files(folder)))
            yield return file;
    }
}
