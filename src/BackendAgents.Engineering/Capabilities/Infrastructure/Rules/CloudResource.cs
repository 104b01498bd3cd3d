using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Rules;

/// <summary>A resource of a cloud as rules read it, from Terraform's language or from a template of CloudFormation.</summary>
/// <param name="Type">Its type: <c>aws_db_instance</c>, <c>AWS::RDS::DBInstance</c>.</param>
/// <param name="Place">Where it begins.</param>
/// <param name="Values">What it is given, nested things among it; names are in the form of Terraform: <c>storage_encrypted</c>.</param>
internal sealed partial record CloudResource(string Type, Place Place, IReadOnlyList<CloudValue> Values)
{
    /// <summary>All resources below the folders of infrastructure. What can't be read is nobody's resource.</summary>
    public static IEnumerable<CloudResource> All(CheckContext context) =>
        context.Artifacts.SelectMany(static file =>
            !file.Path.StartsWith("deploy/", StringComparison.Ordinal) ? []
            : file.Path.EndsWith(".tf", StringComparison.Ordinal) ? OfTerraform(file)
            : IsTemplate(file.Path) ? OfTemplate(file)
            : []
        );

    // Terraform has stacks made, too.
    private static bool IsTemplate(string path) =>
        path.StartsWith("deploy/cloudformation/", StringComparison.Ordinal)
        || (path.StartsWith("deploy/terraform/", StringComparison.Ordinal) && path.EndsWith(".yaml", StringComparison.Ordinal));

    /// <summary>The value of a name, without quotes; null when there is none.</summary>
    public string? this[string name] => Values.FirstOrDefault(value => value.Name == name)?.Text;

    /// <summary>Whether it is a database that others look after.</summary>
    public bool IsDatabase =>
        Type is "aws_db_instance" or "aws_rds_cluster" or "AWS::RDS::DBInstance" or "AWS::RDS::DBCluster"
        || (Type.StartsWith("azurerm_", StringComparison.Ordinal) && Type.EndsWith("_flexible_server", StringComparison.Ordinal));

    private static List<CloudResource> OfTerraform(Artifact file)
    {
        var found = new List<CloudResource>();
        var values = new List<CloudValue>();
        var lines = file.Content.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var place = new Place(file.Path, Line: at + 1);
            if (Heading().Match(lines[at]) is { Success: true } heading)
                found.Add(
                    new CloudResource(heading.Groups[2].Success ? heading.Groups[2].Value : heading.Groups[1].Value, place, values = [])
                );
            else if (Argument().Match(lines[at]) is { Success: true } argument)
                values.Add(
                    new CloudValue(argument.Groups[1].Value, argument.Groups[2].Value.Trim('"'), argument.Groups[2].Value[0] == '"', place)
                );
        }

        return found;
    }

    private static IEnumerable<CloudResource> OfTemplate(Artifact file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(file.Content));
        }
        catch (YamlException)
        {
            yield break;
        }

        if (
            stream.Documents is not [{ RootNode: YamlMappingNode root }]
            || !root.Children.TryGetValue("Resources", out var node)
            || node is not YamlMappingNode resources
        )
            yield break;
        foreach (var (key, value) in resources)
        {
            if (value is not YamlMappingNode resource || !resource.Children.TryGetValue("Type", out var type))
                continue;
            var values = new List<CloudValue>();
            if (resource.Children.TryGetValue("Properties", out var properties))
                Collect(file.Path, properties, values);
            yield return new CloudResource(type.ToString(), new Place(file.Path, Line: (int)key.Start.Line), values);
        }
    }

    private static void Collect(string file, YamlNode node, List<CloudValue> values)
    {
        foreach (var (key, value) in node is YamlMappingNode map ? map : [])
        {
            if (value is YamlScalarNode scalar)
                values.Add(new CloudValue(Snake(key.ToString()), scalar.Value ?? "", true, new Place(file, Line: (int)key.Start.Line)));
            else
            {
                // That it is said counts, too: a reference has no text.
                values.Add(new CloudValue(Snake(key.ToString()), "", false, new Place(file, Line: (int)key.Start.Line)));
                Collect(file, value, values);
            }
        }

        foreach (var item in node is YamlSequenceNode list ? list : [])
            Collect(file, item, values);
    }

    private static string Snake(string name) => Upper().Replace(name, "$1_$2").ToLowerInvariant();

    [GeneratedRegex("^([a-z]+) \"([^\"]+)\"(?: \"([^\"]+)\")? \\{")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s+([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(\S.*)$")]
    private static partial Regex Argument();

    [GeneratedRegex("([a-z0-9])([A-Z])")]
    private static partial Regex Upper();
}

/// <summary>Something that a resource is given.</summary>
/// <param name="Name">Its name in the form of Terraform.</param>
/// <param name="Text">Its value as it is written, without quotes.</param>
/// <param name="IsText">Whether it is written out, and not an expression.</param>
/// <param name="Place">Where.</param>
internal sealed record CloudValue(string Name, string Text, bool IsText, Place Place);
