# What a stack takes beside its own resources: secrets, parameters, policies of the account's own, and somewhere to write.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

resource "aws_secretsmanager_secret" "database" {
  name                    = "shop/database"
  description             = "How the shop reaches its database"
  recovery_window_in_days = 7
  tags                    = { team = "shop" }
}

resource "aws_secretsmanager_secret_version" "database" {
  secret_id     = aws_secretsmanager_secret.database.id
  secret_string = jsonencode({ user = "shop", password = "not a password" })
}

resource "aws_ssm_parameter" "greeting" {
  name  = "/shop/greeting"
  type  = "String"
  value = "hello"
  tags  = { team = "shop" }
}

resource "aws_ssm_parameter" "key" {
  name        = "/shop/key"
  type        = "SecureString"
  value       = "not a key"
  description = "Decrypted for those who may"
}

resource "aws_iam_policy" "reading" {
  name = "shop-reads-its-secrets"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = aws_secretsmanager_secret.database.arn },
      { Effect = "Allow", Action = "ssm:GetParameters", Resource = aws_ssm_parameter.key.arn },
    ]
  })
  tags = { team = "shop" }
}

resource "aws_iam_role" "execution" {
  name = "shop-execution"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy_attachment" "reading" {
  role       = aws_iam_role.execution.name
  policy_arn = aws_iam_policy.reading.arn
}

resource "aws_ecr_repository" "shop" {
  name = "shop/web"
}

resource "aws_ecr_repository_policy" "shop" {
  repository = aws_ecr_repository.shop.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "pull"
      Effect    = "Allow"
      Principal = { AWS = aws_iam_role.execution.arn }
      Action    = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}

resource "aws_cloudwatch_log_group" "shop" {
  name              = "/shop"
  retention_in_days = 7
}

resource "aws_cloudwatch_log_stream" "jobs" {
  name           = "jobs"
  log_group_name = aws_cloudwatch_log_group.shop.name
}
