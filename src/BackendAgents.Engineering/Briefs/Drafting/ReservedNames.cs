namespace BackendAgents.Engineering.Briefs.Drafting;

/// <summary>Names of types that every generated file sees; an entity that would hide one gets a longer name.</summary>
internal static class ReservedNames
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Action", "Activator", "Array", "Attribute", "Boolean", "Buffer", "Byte", "Char", "Console", "Convert", "DateTime", "DateOnly", "Decimal", "Delegate", "Directory", "Double", "Enum", "Environment",
        "Exception", "File", "Func", "Guid", "Index", "Int", "Lazy", "List", "Lock", "Math", "Monitor", "Object", "Path", "Predicate", "Program", "Queue", "Random", "Range", "Record", "Result", "Results", "Set", "Stack", "Stream", "String",
        "Task", "Thread", "Timer", "TimeOnly", "TimeSpan", "Timeout", "Tuple", "Type", "Uri", "Url", "Version", "Page", "Role", "Token", "System", "Microsoft", "Nullable", "Span", "Memory", "Barrier", "Volatile", "Half", "Progress", "Registry", "Options", "Host", "Database", "Dictionary", "Group", "Field", "Entity", "Service", "Module", "Switch", "Interlocked", "Semaphore", "Mutex",
    };

    public static bool Contains(string name) => Names.Contains(name);

    public static string Longer(string name) => name switch
    {
        "Task" => "WorkTask",
        "File" => "StoredFile",
        "Field" => "LandField",
        "Group" => "UserGroup",
        "Service" => "ServiceOffer",
        "Module" => "CourseModule",
        "Path" => "LearningPath",
        "Program" => "StudyProgram",
        "Host" => "HostProfile",
        "Record" => "RecordEntry",
        "Role" => "RoleEntry",
        "Registry" => "RegistryEntry",
        _ => name + "Entry",
    };
}
