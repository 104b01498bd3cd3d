namespace BackendAgents.Definitions.Reading;

// What a file in a folder with definitions is.
internal enum FileKind
{
    Agent,
    Command,
    Skill,
    Document,
    Instructions,
    Manifest,
}
