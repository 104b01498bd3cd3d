using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using YamlDotNet.RepresentationModel;

namespace BackendAgents.Operations.Tests.Systems;

/// <summary>Reads what is delivered of several services in a cloud, as tests look at it.</summary>
internal static partial class CloudFiles
{
    /// <summary>Where the table of services is.</summary>
    public const string Table = "deploy/terraform/aws/services.tf";

    private const string Formation = "deploy/cloudformation/";

    /// <summary>Who reaches whom by the table of Terraform.</summary>
    public static IEnumerable<(string From, string To)> TerraformWays(ArtifactSet files) =>
        Way()
            .Matches(files.Find("deploy/terraform/aws/modules/access/main.tf")!.Content)
            .Select(static match => (match.Groups[1].Value, match.Groups[2].Value));

    /// <summary>Who reaches whom by the templates of CloudFormation.</summary>
    public static IEnumerable<(string From, string To)> FormationWays(ArtifactSet files) =>
        from file in files
        where file.Path.StartsWith(Formation, StringComparison.Ordinal) && file.Path.EndsWith(".yaml", StringComparison.Ordinal)
        from resource in Resources(file.Content, "AWS::EC2::SecurityGroupIngress")
        let rule = (YamlMappingNode)resource["Properties"]
        where rule.Children.ContainsKey("SourceSecurityGroupId")
        select (Group(rule["SourceSecurityGroupId"]), Group(rule["GroupId"]));

    /// <summary>Settings and secrets of a row of the table: names with what they are given.</summary>
    public static (Dictionary<string, string> Settings, Dictionary<string, string> Secrets) Row(ArtifactSet files, string member)
    {
        // A row ends where its indentation does.
        var row = Regex.Match(files.Find(Table)!.Content, $"(?ms)^( +){member} = \\{{\n(.*?)^\\1\\}}").Groups[2].Value;
        return (Map(row, "environment"), Map(row, "secrets"));
    }

    /// <summary>Settings and secrets of what runs of a service by CloudFormation, or of what migrates its database.</summary>
    public static (Dictionary<string, string> Settings, Dictionary<string, string> Secrets) Container(ArtifactSet files, string template)
    {
        var task = Resources(files.Find($"{Formation}{template}.yaml")!.Content, "AWS::ECS::TaskDefinition").Single();
        var container = (YamlMappingNode)task["Properties"]["ContainerDefinitions"][0];
        return (Named(container, "Environment", "Value"), Named(container, "Secrets", "ValueFrom"));
    }

    /// <summary>Exports that a role may read as secrets.</summary>
    public static IEnumerable<string> Readable(ArtifactSet files, string template) =>
        from role in Resources(files.Find($"{Formation}{template}.yaml")!.Content, "AWS::IAM::Role")
        let properties = (YamlMappingNode)role["Properties"]
        where properties.Children.ContainsKey("Policies")
        from policy in (YamlSequenceNode)properties["Policies"]
        from statement in (YamlSequenceNode)policy["PolicyDocument"]["Statement"]
        where statement["Action"].ToString() == "secretsmanager:GetSecretValue"
        from resource in (YamlSequenceNode)statement["Resource"]
        select resource["Fn::ImportValue"].ToString();

    /// <summary>What a template uses of others.</summary>
    public static IEnumerable<string> Imports(string template) => Import().Matches(template).Select(static match => match.Groups[1].Value);

    /// <summary>What a template gives to others.</summary>
    public static IEnumerable<string> Exports(string template) => Export().Matches(template).Select(static match => match.Groups[1].Value);

    private static IEnumerable<YamlMappingNode> Resources(string template, string type)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(template));
        return ((YamlMappingNode)stream.Documents[0].RootNode["Resources"])
            .Children.Values.Cast<YamlMappingNode>()
            .Where(resource => resource["Type"].ToString() == type);
    }

    private static Dictionary<string, string> Named(YamlMappingNode container, string key, string value) =>
        !container.Children.TryGetValue(key, out var list)
            ? []
            : ((YamlSequenceNode)list).ToDictionary(
                static item => item["Name"].ToString(),
                item => item[value] is YamlMappingNode import ? import["Fn::ImportValue"].ToString() : item[value].ToString()
            );

    private static Dictionary<string, string> Map(string row, string name)
    {
        var body = Regex.Match(row, $"(?ms)^( +){name}\\s+= \\{{\n(.*?)^\\1\\}}").Groups[2].Value;
        return Entry().Matches(body).ToDictionary(static match => match.Groups[1].Value, static match => match.Groups[2].Value);
    }

    // A group of this template, or of another: 'orders-database' of both.
    private static string Group(YamlNode node)
    {
        var map = (YamlMappingNode)node;
        var key = map.Children.ContainsKey("Fn::GetAtt")
            ? map["Fn::GetAtt"][0].ToString()
            : map["Fn::ImportValue"].ToString().Split('-')[^1];
        return Upper().Replace(key[..^"Group".Length], "-$1").TrimStart('-').ToLowerInvariant();
    }

    [GeneratedRegex("from = \"([^\"]+)\", to = \"([^\"]+)\"")]
    private static partial Regex Way();

    [GeneratedRegex("(?m)^ +\"?([A-Za-z_0-9-]+)\"? += \"(.*)\"$")]
    private static partial Regex Entry();

    [GeneratedRegex("Fn::ImportValue\": \"?([^\"\\s]+)")]
    private static partial Regex Import();

    [GeneratedRegex("Export:\n +Name: \"?([^\"\\s]+)")]
    private static partial Regex Export();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Upper();
}
