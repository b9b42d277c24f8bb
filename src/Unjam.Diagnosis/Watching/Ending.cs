namespace Unjam.Diagnosis;

/// <summary>Why a watch ended.</summary>
public enum Ending
{
    /// <summary>It watched for the whole duration.</summary>
    Duration,

    /// <summary>Every finding was certain and no rule needed more looks.</summary>
    Certain,

    /// <summary>It was told to stop.</summary>
    Cancelled,

    /// <summary>The target exited, or became another program, after enough had been seen for a finding, or after the whole of the watch.</summary>
    TargetGone,
}
